using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// Gives articles that a version before share codes registered theirs. Under the articles' locks, a bounded number a
/// transaction; any number of replicas may do it at once.
/// </summary>
internal sealed class MissingShareCodes(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes)
{
    private const int Chunk = 200;

    /// <summary>Returns how many were given.</summary>
    public async Task<int> FillAsync(CancellationToken cancel)
    {
        var filled = 0;
        while (await FindAsync(cancel) is { Count: > 0 } ids)
            filled += await writes.RunAsync(ids, (write, _) => Task.FromResult(Fill(write)), cancel);
        return filled;
    }

    private async Task<List<long>> FindAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Article>().Where(a => a.ShareCode == null && a.MergedIntoId == null).OrderBy(a => a.Id).Select(a => a.Id).Take(Chunk).ToListAsync(cancel);
    }

    private static int Fill(ArticleWrite write)
    {
        var without = write.Articles.Values.Where(a => a.ShareCode is null).ToList();
        foreach (var article in without)
            article.ReplaceShareCode();
        return without.Count;
    }
}
