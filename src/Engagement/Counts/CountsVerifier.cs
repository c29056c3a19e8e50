using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Counts;

/// <summary>A stored count that is not what its cause adds up to. There should never be one.</summary>
/// <param name="Article">The article's key; of a count over all articles what it counts.</param>
/// <param name="What">The count, with the id of its comment or reader where it has one.</param>
/// <param name="Stored">What the database says.</param>
/// <param name="Counted">What a recount says.</param>
internal sealed record CountMismatch(string Article, string What, string Stored, string Counted);

/// <summary>What a feature counts under an article, and how it counts it anew.</summary>
internal interface IRecount
{
    /// <summary>Recounts one locked article; with <paramref name="repair"/> it corrects and stamps what was wrong.</summary>
    Task<IReadOnlyList<CountMismatch>> RecountAsync(ArticleWrite write, Article article, bool repair, CancellationToken cancel);
}

/// <summary>What a feature counts over all articles, and how it counts it anew.</summary>
internal interface ISiteRecount
{
    /// <summary>Recounts it in pieces, each under the lock of what it is counted with; with <paramref name="repair"/> it corrects what was wrong.</summary>
    IAsyncEnumerable<CountMismatch> RecountAsync(bool repair, CancellationToken cancel);
}

/// <summary>Recounts everything while the service goes on: one article at a time and under its lock, then what is counted over all.</summary>
internal sealed class CountsVerifier(
    IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, IEnumerable<IRecount> recounts, IEnumerable<ISiteRecount> siteRecounts)
{
    private const int ChunkSize = 200;

    /// <param name="repair">Whether to correct what is wrong.</param>
    /// <param name="progress">Told of the number of articles done.</param>
    /// <param name="cancel">Ends the run between two transactions.</param>
    public async IAsyncEnumerable<CountMismatch> VerifyAsync(
        bool repair, IProgress<int>? progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var done = 0;
        var last = 0L;
        while (await NextAsync(last, cancel) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                foreach (var mismatch in await writes.RunAsync([id], (write, c) => RecountAsync(write, id, repair, c), cancel))
                    yield return mismatch;
                progress?.Report(++done);
            }
            last = ids[^1];
        }
        foreach (var recount in siteRecounts)
            await foreach (var mismatch in recount.RecountAsync(repair, cancel))
                yield return mismatch;
    }

    private async Task<IReadOnlyList<CountMismatch>> RecountAsync(ArticleWrite write, long id, bool repair, CancellationToken cancel)
    {
        var found = new List<CountMismatch>();
        if (write.Articles.TryGetValue(id, out var article))
            foreach (var recount in recounts)
                found.AddRange(await recount.RecountAsync(write, article, repair, cancel));
        return found;
    }

    private async Task<List<long>> NextAsync(long after, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Article>().Where(a => a.Id > after).OrderBy(a => a.Id).Select(a => a.Id).Take(ChunkSize).ToListAsync(cancel);
    }
}
