using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>
/// Writes the terms of articles that a version before them registered or changed. Under the articles' locks, a bounded
/// number a transaction; any number of replicas may do it at once.
/// </summary>
internal sealed class MissingTerms(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, TermIndex index)
{
    private const int Chunk = 100;

    /// <summary>Returns the number of articles whose terms were written.</summary>
    public async Task<int> FillAsync(CancellationToken cancel)
    {
        var (filled, last) = (0, 0L);
        while (await FindAsync(last, cancel) is { Count: > 0 } ids)
        {
            filled += await writes.RunAsync(ids, FillAsync, cancel);
            index.Committed();
            last = ids[^1];
        }
        return filled;
    }

    private async Task<List<long>> FindAsync(long last, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Article>()
            .Where(a => a.Id > last && !db.Set<ArticleIndexing>().Any(i => i.ArticleId == a.Id && i.SettingsVersion == a.SettingsVersion))
            .OrderBy(a => a.Id).Select(a => a.Id).Take(Chunk).ToListAsync(cancel);
    }

    private async Task<int> FillAsync(ArticleWrite write, CancellationToken cancel)
    {
        List<Article> articles = [.. write.Articles.Values, .. write.Merged.Values];
        await index.UpdateAsync(write, articles, cancel);
        return articles.Count;
    }
}
