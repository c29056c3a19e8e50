using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>Finds the rows that a write has to lock.</summary>
internal static class ArticleLookUp
{
    /// <summary>Ids of all articles that have a key or a URL of the drafts, now or formerly.</summary>
    public static async Task<IReadOnlySet<long>> FindNamedAsync(
        this IDbContextFactory<EngagementDbContext> contexts, IReadOnlyCollection<ArticleDraft> drafts, CancellationToken cancel)
    {
        var (keys, hashes, addresses) = (drafts.Select(d => d.Key).ToList(), drafts.Select(d => d.UrlHash).ToList(), drafts.Select(d => d.Address).ToList());
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var byName = await db.Set<Article>().Where(a => keys.Contains(a.Key) || hashes.Contains(a.UrlHash)).Select(a => a.Id).ToListAsync(cancel);
        var byAddress = await db.Set<ArticleAddress>().Where(u => addresses.Contains(u.Hash)).Select(u => u.ArticleId).ToListAsync(cancel);
        return byName.Concat(byAddress).ToHashSet();
    }
}
