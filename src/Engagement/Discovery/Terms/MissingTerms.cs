using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>Terms of articles, also of those that an older version changed since.</summary>
internal sealed class MissingTerms(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, TermIndex index, TimeProvider time) : ArticleBackfill(contexts, writes, time, chunk: 100)
{
    protected override IQueryable<Article> Missing(EngagementDbContext db) =>
        db.Set<Article>().Where(a => !db.Set<ArticleIndexing>().Any(i => i.ArticleId == a.Id && i.SettingsVersion == a.SettingsVersion));

    protected override async Task<int> FillAsync(ArticleWrite write, CancellationToken cancel)
    {
        List<Article> articles = [.. write.Articles.Values, .. write.Merged.Values];
        await index.UpdateAsync(write, articles, cancel);
        return articles.Count;
    }

    protected override void Committed() => index.Committed();
}
