using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>Writes under the locks of the articles that drafts name, which have to be looked up before.</summary>
internal sealed class NamedArticles(ArticleWrites writes, IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect)
{
    /// <summary>
    /// How often articles are looked up for one write: again if another transaction put in one of their names meanwhile,
    /// which is there to be found then. So many in a row are no race but a fault of ours.
    /// </summary>
    private const int Rounds = 10;

    /// <param name="drafts">Whose articles, as far as they are known, are locked.</param>
    /// <param name="others">Ids of more that are.</param>
    /// <param name="work">Runs under the locks; null if a name belongs to an article that is not locked: nothing is written, look again.</param>
    /// <param name="cancel">Ends the work; nothing ends a commit.</param>
    /// <exception cref="DbUpdateException">The names changed in every round. The database is as it was.</exception>
    public async Task<T> WriteAsync<T>(
        IReadOnlyCollection<ArticleDraft> drafts, IEnumerable<long> others, Func<ArticleWrite, CancellationToken, Task<T?>> work, CancellationToken cancel)
        where T : class
    {
        for (var round = 1; ; round++)
        {
            try
            {
                List<long> ids = [.. others, .. await FindAsync(drafts, cancel)];
                if (await writes.RunAsync(ids, work, cancel) is { } done)
                    return done;
                if (round == Rounds)
                    throw new DbUpdateConcurrencyException($"The articles of a write had other names in each of {Rounds} rounds.");
            }
            catch (Exception e) when (round < Rounds && drafts.Count > 0 && dialect.IsDuplicate(e))
            {
                // Another transaction was first with one of the names: next time its row is found.
            }
        }
    }

    /// <summary>
    /// Ids of all articles that have a key or a URL of the drafts, now or formerly, and of those that have the URL at which
    /// one of them stands: two of a version before <see cref="UrlIdentity"/> may share one.
    /// </summary>
    private async Task<IEnumerable<long>> FindAsync(IReadOnlyCollection<ArticleDraft> drafts, CancellationToken cancel)
    {
        if (drafts.Count == 0)
            return [];
        var (keys, hashes) = (drafts.Select(d => d.Key).ToList(), drafts.Select(d => d.UrlHash).ToList());
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var byName = await db.Set<Article>().Where(a => keys.Contains(a.Key) || hashes.Contains(a.UrlHash)).Select(a => new { a.Id, a.Url }).ToListAsync(cancel);
        var pages = drafts.Select(d => d.Address).Concat(byName.Select(a => UrlIdentity.HashOf(a.Url))).Distinct().ToList();
        var byPage = await db.Set<ArticleAddress>().Where(u => pages.Contains(u.Hash)).Select(u => u.ArticleId).ToListAsync(cancel);
        return byName.Select(a => a.Id).Concat(byPage);
    }
}
