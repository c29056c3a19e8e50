using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// Writes what a version before it left out of articles. Under the articles' locks, a bounded number a transaction; any
/// number of replicas may do it at once. All articles are looked at once, then those that changed since.
/// </summary>
/// <param name="contexts">To look for them.</param>
/// <param name="writes">To write them.</param>
/// <param name="time">By which it knows what changed since.</param>
/// <param name="chunk">Articles of one transaction.</param>
internal abstract class ArticleBackfill(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, TimeProvider time, int chunk)
{
    /// <summary>No clock of a database is so far behind ours, and no transaction takes so long.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private DateTime? _since;

    /// <summary>Returns how many were written.</summary>
    public async Task<int> FillAsync(CancellationToken cancel)
    {
        var started = time.GetUtcNow().UtcDateTime;
        var (filled, last) = (0, 0L);
        while (await FindAsync(last, cancel) is { Count: > 0 } ids)
        {
            filled += await writes.RunAsync(ids, FillAsync, cancel);
            Committed();
            last = ids[^1];
        }
        _since = started - Overlap;
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
        var missing = Missing(db).Where(a => a.Id > last);
        if (_since is { } since)
            missing = missing.Where(a => a.ChangedAt >= since);
        return await missing.OrderBy(a => a.Id).Select(a => a.Id).Take(chunk).ToListAsync(cancel);
    }
}
