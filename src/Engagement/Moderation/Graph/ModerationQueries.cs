using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>What moderators work with.</summary>
[Name("Moderation")]
internal sealed record ModerationView;

internal sealed class ModerationQueries(Viewer viewer)
{
    /// <summary>Null for those who do not moderate.</summary>
    public ModerationView? Moderation() => viewer.Is(Roles.Moderator) ? new() : null;
}

internal sealed class ModerationFields(
    IDbContextFactory<EngagementDbContext> contexts, ModeratedComments comments, AuditTrail trail, ArticleLoader articles, TimeProvider time)
{
    /// <summary>Newest first over all articles. Default 20, at most 100.</summary>
    /// <param name="filter">Which; null: all.</param>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">Where it starts.</param>
    public async Task<ModeratedCommentConnection> Comments(ModeratedCommentFilter? filter, int? first, string? after, CancellationToken cancel) =>
        await comments.ReadAsync(filter is null ? new() : await filter.SelectionAsync(articles, cancel), PageArguments.From(first, after, null, null), cancel);

    /// <summary>Decisions, newest first; all that is given has to hold. Default 20, at most 100.</summary>
    /// <param name="commentId">About this comment.</param>
    /// <param name="readerId">About this reader, or a comment of theirs.</param>
    /// <param name="articleId">About this article, its thread or a comment in it.</param>
    /// <param name="moderatorId">Made by this reader.</param>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">Where it starts.</param>
    public async Task<AuditEntryConnection> AuditTrail(
        [Id] string? commentId, [Id] string? readerId, [Id] string? articleId, [Id] string? moderatorId, int? first, string? after, CancellationToken cancel) =>
        await trail.ReadAsync(await SelectionAsync(commentId, readerId, articleId, moderatorId, cancel), PageArguments.From(first, after, null, null), cancel);

    /// <summary>A reader with what moderators decide by; null if unknown.</summary>
    /// <param name="id">From a reader's `id`.</param>
    public async Task<ModeratedReaderView?> Reader([Id] string id, CancellationToken cancel)
    {
        if (ReaderView.ParseId(id) is not { } key)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Set<Reader>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == key, cancel);
        return row is null ? null : new(ReaderView.From(row), BanView.Of(row, time.GetUtcNow().UtcDateTime));
    }

    /// <summary>Null if one of the ids names nothing, so that nothing can be found.</summary>
    private async Task<AuditSelection?> SelectionAsync(string? commentId, string? readerId, string? articleId, string? moderatorId, CancellationToken cancel)
    {
        var article = articleId is null ? null : await articles.FindAsync(articleId, cancel);
        var which = new AuditSelection(CommentKey.Parse(commentId), ReaderView.ParseId(readerId), article, ReaderView.ParseId(moderatorId));
        return (commentId is not null && which.Comment is null) || (readerId is not null && which.ReaderId is null)
            || (articleId is not null && which.ArticleId is null) || (moderatorId is not null && which.ActorId is null)
                ? null
                : which;
    }
}
