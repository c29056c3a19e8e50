using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// Writes what a version before it left out of articles. Under the articles' locks, a bounded number a transaction; any
/// number of replicas may do it at once.
/// </summary>
/// <param name="contexts">To look for them.</param>
/// <param name="writes">To write them.</param>
/// <param name="chunk">Articles of one transaction.</param>
internal abstract class ArticleBackfill(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, int chunk)
{
    /// <summary>Returns how many were written.</summary>
    public async Task<int> FillAsync(CancellationToken cancel)
    {
        var (filled, last) = (0, 0L);
        while (await FindAsync(last, cancel) is { Count: > 0 } ids)
        {
            filled += await writes.RunAsync(ids, FillAsync, cancel);
            Committed();
            last = ids[^1];
        }
        return filled;
    }

    /// <summary>Articles that lack it.</summary>
    protected abstract IQueryable<Article> Missing(EngagementDbContext db);

    /// <summary>Writes it; returns how many were written.</summary>
    protected abstract Task<int> FillAsync(ArticleWrite write, CancellationToken cancel);

    /// <summary>A part of it is seen by everybody now.</summary>
    protected virtual void Committed() { }

    private async Task<List<long>> FindAsync(long last, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Missing(db).Where(a => a.Id > last).OrderBy(a => a.Id).Select(a => a.Id).Take(chunk).ToListAsync(cancel);
    }
}
