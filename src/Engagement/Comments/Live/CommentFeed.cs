using Engagement.Articles;
using Engagement.Data;
using Engagement.Live;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>
/// The change feed of an article, which needs no table: since v, the article if its settings changed above v, and the
/// comments that changed above v.
/// </summary>
internal sealed class CommentFeed(IDbContextFactory<EngagementDbContext> contexts) : IArticleFeed
{
    public async Task<IFeedSnapshot?> OpenAsync(long articleId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == articleId, cancel);
        return row is null ? null : new Snapshot(contexts, ArticleView.From(row));
    }

    private sealed class Snapshot(IDbContextFactory<EngagementDbContext> contexts, ArticleView article) : IFeedSnapshot
    {
        public long Version => article.Version;
        public bool IsPublic => article.State == ArticleState.Published;
        public bool IsOver => article.Row.MergedIntoId is not null;

        public bool GoesOnFrom(long after) => article.Row.GoesOnFrom(after);

        public LiveEvent? Farewell(FeedKind kind) => (IsOver, kind) switch
        {
            (true, _) => new Resync(Version), // its names lead to another article
            (_, FeedKind.Changes) => new SettingsChanged(article.Row.SettingsVersion, null),
            _ => null,
        };

        public async Task<IReadOnlyList<LiveEvent>> ReadAsync(FeedKind kind, long after, int most, CancellationToken cancel)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var (articleId, version) = (article.Row.Id, article.Version);
            var comments = db.Set<Comment>().AsNoTracking().Where(c => c.ArticleId == articleId);
            return kind == FeedKind.Additions
                ? [.. (await Additions(comments, after, version).Take(most).ToListAsync(cancel)).Select(Added).Reverse()]
                : [.. CommentEvent.Changes(article, await Changes(comments, after, version).Take(most).ToListAsync(cancel), after)
                    .OrderByDescending(e => e.Version).Take(most).Reverse()];
        }

        /// <summary>A comment that changed again meanwhile, above the version, still became visible where it says.</summary>
        private static IOrderedQueryable<Comment> Additions(IQueryable<Comment> comments, long after, long version) => comments
            .Where(c => c.AddedVersion > after && c.AddedVersion <= version && c.State == CommentState.Published)
            .OrderByDescending(c => c.AddedVersion);

        private static IOrderedQueryable<Comment> Changes(IQueryable<Comment> comments, long after, long version) => comments
            .Where(c => c.ChangedVersion > after && c.ChangedVersion <= version)
            .OrderByDescending(c => c.ChangedVersion);

        private LiveEvent Added(Comment row) => new CommentAdded(row.AddedVersion, CommentEdge.Of(row), article);
    }
}
