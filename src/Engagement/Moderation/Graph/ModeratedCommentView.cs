using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Readers;
using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>A page of comments as moderators see them.</summary>
/// <param name="Edges">Newest first.</param>
/// <param name="PageInfo">Where the page stands.</param>
internal sealed record ModeratedCommentConnection(IReadOnlyList<ModeratedCommentEdge> Edges, PageInfo PageInfo)
{
    /// <summary>The comments of `edges`.</summary>
    public IEnumerable<ModeratedCommentView> Nodes => Edges.Select(e => e.Node);

    /// <param name="page">What was asked for.</param>
    /// <param name="rows">In order; one more than the page holds if there are more.</param>
    public static ModeratedCommentConnection Of(PageArguments page, IReadOnlyList<Comment> rows)
    {
        var edges = rows.Take(page.Size).Select(c => new ModeratedCommentEdge(TimeCursor.Of(c), new(CommentView.From(c, Sight.Moderator)))).ToList();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)));
    }
}

/// <summary>A comment in its place.</summary>
/// <param name="Cursor">Opaque.</param>
/// <param name="Node">The comment.</param>
internal sealed record ModeratedCommentEdge(string Cursor, ModeratedCommentView Node);

/// <summary>A comment with what moderators decide by.</summary>
/// <param name="Comment">With author and body in every state.</param>
[Name("ModeratedComment")]
internal sealed record ModeratedCommentView(CommentView Comment);

/// <summary>One reader's report of a comment.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Details">In the reader's words.</param>
/// <param name="CreatedAt">When.</param>
[Name("Report")]
internal sealed record ReportView(ReasonCode Reason, string? Details, DateTime CreatedAt)
{
    [Ignore]
    public required long ReaderId { get; init; }

    public static ReportView From(CommentReport row) => new(row.Reason, row.Details, row.CreatedAt) { ReaderId = row.ReaderId };
}

/// <summary>What hangs on moderated comments, one statement a kind for all that one level of a request asks for.</summary>
internal sealed class ModeratedCommentFields(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect)
{
    private readonly BatchLoader<CommentKey, List<CommentReport>> _reports = new(async (keys, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await LatestOfComments.ReadAsync<CommentReport>(db, dialect, "CommentReports", "x.\"CreatedAt\" DESC, x.\"ReaderId\" DESC", keys, cancel);
        return rows.GroupBy(r => new CommentKey(r.ArticleId, r.Seq))
            .ToDictionary(g => g.Key, g => g.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.ReaderId).ToList());
    });

    private readonly BatchLoader<CommentKey, List<AuditEntry>> _decisions = new(async (keys, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await LatestOfComments.ReadAsync<AuditEntry>(db, dialect, "AuditEntries", "x.\"Ordinal\" DESC", keys, cancel);
        return rows.GroupBy(e => new CommentKey(e.ArticleId ?? 0, e.Seq ?? 0)) // of comments: both are set
            .ToDictionary(g => g.Key, g => g.OrderByDescending(e => e.Ordinal).ToList());
    });

    /// <summary>The latest 100, newest first, closed ones included.</summary>
    [ListSize(20)]
    public IDataLoaderResult<IEnumerable<ReportView>> Reports([Parent] ModeratedCommentView comment) =>
        _reports.Load(comment.Comment.CommentKey).Then(rows => (rows ?? []).Select(ReportView.From));

    /// <summary>The latest 100, newest first.</summary>
    [ListSize(10)]
    public IDataLoaderResult<IEnumerable<AuditEntryView>> Decisions([Parent] ModeratedCommentView comment) =>
        _decisions.Load(comment.Comment.CommentKey).Then(rows => (rows ?? []).Select(AuditEntryView.From));
}

internal sealed class ReportFields(ReaderLoader readers)
{
    /// <summary>Who reported.</summary>
    public IDataLoaderResult<ReaderView?> Reader([Parent] ReportView report) => readers.Load(report.ReaderId);
}
