using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Moderation;

/// <summary>A page of the audit trail.</summary>
/// <param name="Edges">Newest first.</param>
/// <param name="PageInfo">Where the page stands.</param>
internal sealed record AuditEntryConnection(IReadOnlyList<AuditEntryEdge> Edges, PageInfo PageInfo)
{
    /// <summary>Of its cursors, which are ids.</summary>
    public const string CursorPrefix = "e";

    /// <summary>The entries of `edges`.</summary>
    public IEnumerable<AuditEntryView> Nodes => Edges.Select(e => e.Node);

    /// <param name="page">What was asked for.</param>
    /// <param name="rows">In order; one more than the page holds if there are more.</param>
    public static AuditEntryConnection Of(PageArguments page, IReadOnlyList<AuditEntry> rows)
    {
        var edges = rows.Take(page.Size).Select(e => new AuditEntryEdge(PublicId.Format(CursorPrefix, e.Id), AuditEntryView.From(e))).ToList();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)));
    }
}

/// <summary>A decision in its place.</summary>
/// <param name="Cursor">Opaque.</param>
/// <param name="Node">The decision.</param>
internal sealed record AuditEntryEdge(string Cursor, AuditEntryView Node);

/// <summary>One decision. Append-only; ids and codes, never bodies or names.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Action">What was decided, such as REMOVE.</param>
/// <param name="Rule">The rule that acted, such as PREMODERATED; null if somebody did.</param>
/// <param name="FromState">The comment's state before; null if it was new, or if the decision is not about its state.</param>
/// <param name="ToState">The comment's state after; null if the decision is not about its state.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">For moderators; of SET_COMMENTING all that was set but the message.</param>
/// <param name="CreatedAt">When.</param>
[Name("AuditEntry")]
internal sealed record AuditEntryView(
    [property: Id] string Id,
    string Action,
    string? Rule,
    CommentState? FromState,
    CommentState? ToState,
    ReasonCode? Reason,
    string? Note,
    DateTime CreatedAt)
{
    private const string IdPrefix = "aud";

    /// <summary>The row: what other fields are made of.</summary>
    [Ignore]
    public required AuditEntry Row { get; init; }

    public static AuditEntryView From(AuditEntry row) => new(
        PublicId.Format(IdPrefix, row.Id), row.Action.ToString().ToConstantCase(), row.Rule, row.FromState, row.ToState, row.Reason, row.Note, row.CreatedAt)
    { Row = row };
}

/// <summary>Whom and what a decision is about.</summary>
internal sealed class AuditEntryFields(ReaderLoader readers, CommentLoader comments, ArticleLoader articles)
{
    /// <summary>Who decided; null if a rule or the clock acted.</summary>
    public IDataLoaderResult<ReaderView?> Actor([Parent] AuditEntryView entry) => Load(entry.Row.ActorId);

    /// <summary>The comment, if it is about one.</summary>
    public IDataLoaderResult<CommentView?> Comment([Parent] AuditEntryView entry) => entry.Row is { ArticleId: { } articleId, Seq: { } seq }
        ? comments.LoadRow(new(articleId, seq)).Then(row => row is null ? null : CommentView.From(row, Sight.Moderator))
        : LoaderResults.Of<CommentView?>(null);

    /// <summary>The reader acted upon, or the comment's author.</summary>
    public IDataLoaderResult<ReaderView?> Reader([Parent] AuditEntryView entry) => Load(entry.Row.ReaderId);

    /// <summary>The article, if it is about one or about a comment of it.</summary>
    public IDataLoaderResult<ArticleView?> Article([Parent] AuditEntryView entry) =>
        entry.Row.ArticleId is { } id ? articles.Load(id) : LoaderResults.Of<ArticleView?>(null);

    private IDataLoaderResult<ReaderView?> Load(long? readerId) =>
        readerId is { } id ? readers.Load(id) : LoaderResults.Of<ReaderView?>(null);
}
