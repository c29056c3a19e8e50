using Engagement.Articles;
using Engagement.Graph;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using Engagement.Data;

namespace Engagement.Comments;

/// <summary>What comments add to an article.</summary>
internal sealed class ArticleComments(CommentPages pages, PinLoader pins)
{
    /// <summary>Top level. The same for every caller; what depends on the viewer is in `viewer { thread }`. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page, from its start.</param>
    /// <param name="after">Goes with `first`.</param>
    /// <param name="last">The size of the page, from its end.</param>
    /// <param name="before">Goes with `last`.</param>
    /// <param name="orderBy">Which comes first.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentConnection> Comments(
        [Parent] ArticleView article, int? first, string? after, int? last, string? before, CommentOrder orderBy = CommentOrder.Newest)
    {
        var page = PageArguments.From(first, after, last, before);
        return pages.LoadReplies(article.Row.Id, 0, orderBy, page)
            .Then(rows => CommentConnection.Of(page, rows ?? [], article.Row.ShownTopLevel));
    }

    /// <summary>At most 3, in the order of pinning; pins do not reorder `comments`.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<CommentView>> Pinned([Parent] ArticleView article) =>
        pins.Load(article.Row.Id).Then(rows => (rows ?? []).Select(c => CommentView.From(c)));
}

/// <summary>The pinned comments of articles, one statement for all that one level of a request asks for.</summary>
internal sealed class PinLoader(IDbContextFactory<EngagementDbContext> contexts)
{
    private readonly BatchLoader<long, List<Comment>> _pins = new(async (articleIds, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.Set<Comment>().AsNoTracking().Where(c => articleIds.Contains(c.ArticleId) && c.PinRank > 0).ToListAsync(cancel);
        return rows.GroupBy(c => c.ArticleId).ToDictionary(g => g.Key, g => g.OrderBy(c => c.PinRank).ToList());
    });

    /// <summary>In the order of pinning.</summary>
    public IDataLoaderResult<List<Comment>?> Load(long articleId) => _pins.Load(articleId);
}
