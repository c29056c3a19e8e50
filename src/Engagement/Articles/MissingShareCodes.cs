using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>Share codes of articles.</summary>
internal sealed class MissingShareCodes(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, TimeProvider time) : ArticleBackfill(contexts, writes, time, chunk: 200)
{
    protected override IQueryable<Article> Missing(EngagementDbContext db) =>
        db.Set<Article>().Where(a => a.ShareCode == null && a.MergedIntoId == null);

    protected override Task<int> FillAsync(ArticleWrite write, CancellationToken cancel)
    {
        var without = write.Articles.Values.Where(a => a.ShareCode is null).ToList();
        foreach (var article in without)
            article.ReplaceShareCode();
        return Task.FromResult(without.Count);
    }
}
