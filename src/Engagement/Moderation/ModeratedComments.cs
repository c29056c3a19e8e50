using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>Which comments a moderator asks for; null asks for all.</summary>
/// <param name="States">In one of them.</param>
/// <param name="Reported">With open reports (true), or without (false).</param>
/// <param name="ArticleId">Of one article.</param>
/// <param name="AuthorId">By one reader.</param>
/// <param name="Channel">Of articles whose home channel this is.</param>
internal sealed record CommentSelection(
    IReadOnlyList<CommentState>? States = null, bool? Reported = null, long? ArticleId = null, long? AuthorId = null, string? Channel = null)
{
    /// <summary>The part of the queue that holds all of them; null if they are not in the queue.</summary>
    public QueueKind? Queue =>
        Reported is true ? QueueKind.Reported
        : States is not null && States.Distinct().SequenceEqual([CommentState.Held]) ? QueueKind.Held
        : null;
}

/// <summary>
/// Pages of comments of all articles and in every state, newest first: by time, and of one article by position. What waits
/// for a decision is read from the queue, whatever the number of comments.
/// </summary>
internal sealed class ModeratedComments(IDbContextFactory<EngagementDbContext> contexts)
{
    /// <param name="which">Null: none.</param>
    /// <param name="page">Forward.</param>
    /// <param name="cancel">Ends the statement.</param>
    public async Task<ModeratedCommentConnection> ReadAsync(CommentSelection? which, PageArguments page, CancellationToken cancel)
    {
        var place = TimeCursor.Parse(page.Cursor);
        if (which is null)
            return ModeratedCommentConnection.Of(page, []);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var comments = Select(db, which);
        var ordered = which.Queue is { } kind ? Waiting(db, kind, which.ArticleId, comments, place) : Ordered(which.ArticleId, comments, place);
        return ModeratedCommentConnection.Of(page, await ordered.Take(page.Size + 1).ToListAsync(cancel));
    }

    private static IQueryable<Comment> Select(EngagementDbContext db, CommentSelection which)
    {
        var comments = db.Set<Comment>().AsNoTracking();
        if (which.States is { } states)
            comments = comments.Where(c => states.Contains(c.State));
        if (which.Reported is false)
            comments = comments.Where(c => !db.Set<QueueItem>().Any(q => q.ArticleId == c.ArticleId && q.Seq == c.Seq && q.Kind == QueueKind.Reported));
        if (which.ArticleId is { } articleId)
            comments = comments.Where(c => c.ArticleId == articleId);
        if (which.AuthorId is { } authorId)
            comments = comments.Where(c => c.AuthorId == authorId);
        if (which.Channel is { } channel)
            comments = comments.Where(c => db.Set<ArticleTerm>().Any(t =>
                t.ArticleId == c.ArticleId && t.Kind == TermKind.Channel && t.Position == 0 && t.Value == channel));
        return comments;
    }

    /// <summary>Of one article by its own order, which is the key's; else by time.</summary>
    private static IQueryable<Comment> Ordered(long? articleId, IQueryable<Comment> comments, (DateTime, long, long Seq)? place)
    {
        if (articleId is null)
            return comments.After(place);
        if (place is { Seq: var before })
            comments = comments.Where(c => c.Seq < before);
        return comments.OrderByDescending(c => c.Seq);
    }

    /// <summary>The same order over the queue's own columns, so that its index is enough.</summary>
    private static IQueryable<Comment> Waiting(
        EngagementDbContext db, QueueKind kind, long? articleId, IQueryable<Comment> comments, (DateTime CreatedAt, long ArticleId, long Seq)? place)
    {
        var queue = db.Set<QueueItem>().Where(q => q.Kind == kind);
        if (articleId is { } id)
        {
            if (place is { Seq: var before })
                queue = queue.Where(q => q.Seq < before);
            return
                from q in queue
                where q.ArticleId == id
                join c in comments on new { q.ArticleId, q.Seq } equals new { c.ArticleId, c.Seq }
                orderby q.Seq descending
                select c;
        }
        if (place is var (at, lastArticleId, seq))
            queue = queue.Where(q => q.CommentCreatedAt < at
                || (q.CommentCreatedAt == at && (q.ArticleId < lastArticleId || (q.ArticleId == lastArticleId && q.Seq < seq))));
        return
            from q in queue
            join c in comments on new { q.ArticleId, q.Seq } equals new { c.ArticleId, c.Seq }
            orderby q.CommentCreatedAt descending, q.ArticleId descending, q.Seq descending
            select c;
    }
}
