using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Server.Import;

/// <summary>
/// What is known of an article already counts where a page or a feed says less than its publisher: its key, its URL (the page
/// may be an old copy) and its state stay, and so does each list and date that is not said.
/// </summary>
internal static class KnownArticles
{
    public static async Task<ArticleInput> CompleteAsync(this IDbContextFactory<EngagementDbContext> contexts, ArticleInput said, CancellationToken cancel)
    {
        if (!ArticleUrl.TryParse(said.Url, out var url))
            return said;
        var hash = UrlIdentity.HashOf(url);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var known = await db.Set<Article>().AsNoTracking()
            .SingleOrDefaultAsync(a => db.Set<ArticleAddress>().Any(u => u.Hash == hash && u.ArticleId == a.Id), cancel);
        if (known is null)
            return said;
        var terms = (await db.Set<ArticleTerm>().AsNoTracking().Where(t => t.ArticleId == known.Id).OrderBy(t => t.Position).ToListAsync(cancel)).ToLookup(t => t.Kind);
        return said with
        {
            Key = known.Key,
            Url = known.Url,
            State = known.State,
            PublishedAt = said.PublishedAt ?? known.PublishedAt,
            Channels = Or(said.Channels, TermKind.Channel),
            Keywords = Or(said.Keywords, TermKind.Keyword),
            Authors = Or(said.Authors, TermKind.Author),
            Companies = said.Companies.Count > 0 ? said.Companies : [.. terms[TermKind.Company].Select(t => new CompanyInput { Name = t.Value, Url = t.Url })],
            Related = [.. terms[TermKind.Related].Select(t => t.Value)],
        };

        IReadOnlyList<string> Or(IReadOnlyList<string> list, TermKind kind) => list.Count > 0 ? list : [.. terms[kind].Select(t => t.Value)];
    }
}
