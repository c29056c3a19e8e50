using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Server.Import;

/// <summary>An article that an import has taken, and what was said of it so far.</summary>
/// <param name="Place">Who was first, as in <c>pages/a.html(1)</c>.</param>
/// <param name="Said">By it and those after it.</param>
internal sealed record SeenArticle(string Place, ArticleParts Said);

/// <summary>
/// The articles of one import. Two files of it may be about one article and say different things; if each replaced the other,
/// the same import would change something each time. So the first to say a part counts.
/// </summary>
internal sealed class SeenArticles(IDbContextFactory<EngagementDbContext> contexts)
{
    private readonly Dictionary<long, SeenArticle> _seen = [];

    /// <summary>The article that is known by the URL, or else by the key; null if none is.</summary>
    public async Task<long?> FindAsync(ArticleInput article, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var id = ArticleUrl.TryParse(article.Url, out var url) ? await AtAsync(db, UrlIdentity.HashOf(url), cancel) : null;
        return id ?? await NamedAsync(db, article.Key, cancel);
    }

    /// <summary>What was taken of an article; null if nothing was.</summary>
    public SeenArticle? Of(long articleId) => _seen.GetValueOrDefault(articleId);

    public void Add(long articleId, string place, ArticleParts said) =>
        _seen[articleId] = _seen.TryGetValue(articleId, out var first) ? first with { Said = first.Said | said } : new SeenArticle(place, said);

    private static Task<long?> AtAsync(EngagementDbContext db, string hash, CancellationToken cancel) =>
        db.Set<ArticleAddress>().Where(u => u.Hash == hash).Select(u => (long?)u.ArticleId).SingleOrDefaultAsync(cancel);

    private static Task<long?> NamedAsync(EngagementDbContext db, string key, CancellationToken cancel) =>
        db.Set<Article>().Where(a => a.Key == key).Select(a => (long?)a.Id).SingleOrDefaultAsync(cancel);
}
