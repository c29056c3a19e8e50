using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// Writes the addresses of articles that a version before them registered, so that look-ups ignore what does not matter
/// there too. Under the articles' locks, a bounded number a transaction; any number of replicas may do it at once.
/// </summary>
internal sealed class MissingAddresses(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes)
{
    private const int Chunk = 200;

    /// <summary>Returns how many were written. Of two articles at one URL the second has none, and is found by its exact URL only.</summary>
    public async Task<int> FillAsync(CancellationToken cancel)
    {
        var (filled, last) = (0, 0L);
        while (await FindAsync(last, cancel) is { Count: > 0 } ids)
        {
            filled += await writes.RunAsync(ids, FillAsync, cancel);
            last = ids[^1];
        }
        return filled;
    }

    private async Task<List<long>> FindAsync(long last, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Article>()
            .Where(a => a.Id > last && a.MergedIntoId == null && !db.Set<ArticleAddress>().Any(u => u.ArticleId == a.Id))
            .OrderBy(a => a.Id).Select(a => a.Id).Take(Chunk).ToListAsync(cancel);
    }

    private static async Task<int> FillAsync(ArticleWrite write, CancellationToken cancel)
    {
        var wanted = write.Articles.Values.OrderBy(a => a.Id).Select(a => new ArticleAddress { Hash = UrlIdentity.HashOf(a.Url), ArticleId = a.Id, Url = a.Url })
            .DistinctBy(u => u.Hash).ToList();
        var hashes = wanted.ConvertAll(u => u.Hash);
        var taken = (await write.Db.Set<ArticleAddress>().Where(u => hashes.Contains(u.Hash)).Select(u => u.Hash).ToListAsync(cancel)).ToHashSet();
        var missing = wanted.FindAll(u => !taken.Contains(u.Hash));
        write.Db.AddRange(missing);
        return missing.Count;
    }
}
