using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

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
