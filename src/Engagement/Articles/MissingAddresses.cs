using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// Addresses of articles, so that look-ups ignore what does not matter there too. Of two articles at one URL the second has
/// none, and is found by its exact URL only.
/// </summary>
internal sealed class MissingAddresses(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, TimeProvider time) : ArticleBackfill(contexts, writes, time, chunk: 200)
{
    protected override IQueryable<Article> Missing(EngagementDbContext db) =>
        db.Set<Article>().Where(a => a.MergedIntoId == null && !db.Set<ArticleAddress>().Any(u => u.ArticleId == a.Id));

    protected override async Task<int> FillAsync(ArticleWrite write, CancellationToken cancel)
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
