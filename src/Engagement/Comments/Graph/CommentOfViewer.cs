using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Readers;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>A text that a comment had before an edit.</summary>
/// <param name="Body">As it was typed.</param>
/// <param name="CreatedAt">When it was written.</param>
[GraphQL.Name("CommentRevision")]
internal sealed record RevisionView([property: Markdown] string Body, DateTime CreatedAt);

/// <summary>What the caller may do with a comment now.</summary>
/// <param name="Edit">Change its text.</param>
/// <param name="EditUntil">End of the edit window; null if there is none for the caller.</param>
/// <param name="Delete">Take it back.</param>
/// <param name="React">React to it.</param>
/// <param name="Report">Report it.</param>
/// <param name="Moderate">Decide about it.</param>
internal sealed record CommentAbilities(bool Edit, DateTime? EditUntil, bool Delete, bool React, bool Report, bool Moderate);

/// <summary>The fields of a comment that depend on who asks.</summary>
internal sealed class CommentOfViewer(
    IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, Viewer viewer, ArticleLoader articles, ViewerReaderLoader self, ReaderLoader readers, CommentingOptions options, TimeProvider time)
{
    private readonly BatchLoader<CommentKey, List<RevisionView>> _revisions = new(async (keys, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.WherePairs<CommentRevision>(dialect, "CommentRevisions", "ArticleId", "Seq", keys.Select(k => (k.ArticleId, k.Seq)))
            .AsNoTracking().ToListAsync(cancel);
        return rows.GroupBy(r => new CommentKey(r.ArticleId, r.Seq))
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.Number).Select(r => new RevisionView(r.Body, r.CreatedAt)).ToList());
    });

    private readonly BatchLoader<(CommentKey Comment, long Reader), Reaction> _reactions = new(async (keys, cancel) =>
    {
        var readerId = keys[0].Reader; // one caller a request
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.WherePairs<Reaction>(dialect, "Reactions", "ArticleId", "Seq", keys.Select(k => (k.Comment.ArticleId, k.Comment.Seq)))
            .AsNoTracking().Where(r => r.ReaderId == readerId).ToListAsync(cancel);
        return rows.ToDictionary(r => (new CommentKey(r.ArticleId, r.Seq), r.ReaderId));
    });

    /// <summary>Earlier texts, oldest first; author and moderators only, else null.</summary>
    [ListSize(10)]
    public IDataLoaderResult<IEnumerable<RevisionView>?> Revisions([Parent] CommentView comment) =>
        viewer.LoadReader().ThenLoad(reader => viewer.Is(Roles.Moderator) || (reader == comment.Row.AuthorId && comment.Body is not null)
            ? _revisions.Load(comment.CommentKey).Then(found => (IEnumerable<RevisionView>?)(found ?? []))
            : LoaderResults.Of<IEnumerable<RevisionView>?>(null));

    /// <summary>The caller's own; null if there is none.</summary>
    public IDataLoaderResult<ReactionKind?> ViewerReaction([Parent] CommentView comment) =>
        viewer.LoadReader().ThenLoad(reader => reader is { } id && comment.Row.IsPublished
            ? _reactions.Load((comment.CommentKey, id)).Then(found => found?.Kind)
            : LoaderResults.Of<ReactionKind?>(null));

    /// <summary>What the caller may do with it now; null if anonymous.</summary>
    public IDataLoaderResult<CommentAbilities?> ViewerCan([Parent] CommentView comment) =>
        viewer.Caller is null
            ? LoaderResults.Of<CommentAbilities?>(null)
            : self.Load().ThenLoad(reader => articles.Load(comment.Row.ArticleId).ThenLoad(article =>
                readers.Load(comment.Row.AuthorId).Then(author => Judge(comment.Row, reader, article, author))));

    private CommentAbilities? Judge(Comment row, Reader? reader, ArticleView? article, ReaderView? author)
    {
        if (article is null)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        var free = reader?.IsBanned(now) is not true;
        var own = reader?.Id == row.AuthorId;
        var state = article.Row.CommentingAt(now);
        var until = row.CreatedAt + options.EditWindow;
        var editable = own && free && now < until && state != CommentingState.Closed
            && (row.State == CommentState.Held || (row.IsPublished && state != CommentingState.Premoderated));
        return new(
            editable, editable ? until : null,
            own && row.State != CommentState.Deleted,
            free && row.IsPublished, free && row.IsPublished,
            viewer.Is(Roles.Admin) || (viewer.Is(Roles.Moderator) && author is { IsStaff: false }));
    }
}
