using System.Runtime.CompilerServices;
using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Shares;

/// <summary>All short links and where they lead, so that a static redirect map can outlive this service.</summary>
internal sealed class ShareExport(IDbContextFactory<EngagementDbContext> contexts, SharedUrls urls)
{
    private const int Chunk = 1_000;

    /// <summary>Code and URL, one for each channel of each code of a published article, present and former ones, and those of what was merged into it.</summary>
    public async IAsyncEnumerable<(string Code, string Url)> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var last = 0L;
        while (await NextAsync(last, cancel) is { Count: > 0 } chunk)
        {
            foreach (var (code, article) in await CodesAsync(chunk, cancel))
                foreach (var channel in ShareChannels.All)
                    yield return ($"{new ShareLinkCode(code, channel.Channel)}", urls.Landing(article, channel.Channel));
            last = chunk[^1].Id;
        }
    }

    private async Task<List<Article>> NextAsync(long after, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Article>().AsNoTracking().Where(a => a.Id > after).OrderBy(a => a.Id).Take(Chunk).ToListAsync(cancel);
    }

    private async Task<List<(string Code, Article Article)>> CodesAsync(List<Article> chunk, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var ids = chunk.ConvertAll(a => a.Id);
        var former = await db.Set<FormerShareCode>().Where(c => ids.Contains(c.ArticleId)).OrderBy(c => c.Code).ToListAsync(cancel);
        var into = chunk.Select(a => a.MergedIntoId).OfType<long>().Distinct().ToList();
        var survivors = await db.Set<Article>().AsNoTracking().Where(a => into.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var formerOf = former.ToLookup(c => c.ArticleId, c => c.Code);
        return [.. from row in chunk
                   let article = row.MergedIntoId is { } id ? survivors.GetValueOrDefault(id) : row
                   where article is { State: ArticleState.Published }
                   from code in row.ShareCode is { } present ? formerOf[row.Id].Prepend(present) : formerOf[row.Id]
                   select (code, article)];
    }
}
