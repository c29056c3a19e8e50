using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>The lists of articles, one statement for all articles and lists that one level of a request asks for.</summary>
internal sealed class TermLoader(IDbContextFactory<EngagementDbContext> contexts)
{
    private readonly BatchLoader<long, IReadOnlyList<ArticleTerm>> _terms = new(async (articleIds, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var terms = await db.Set<ArticleTerm>().AsNoTracking().Where(t => articleIds.Contains(t.ArticleId)).ToListAsync(cancel);
        return terms.GroupBy(t => t.ArticleId).ToDictionary(g => g.Key, g => (IReadOnlyList<ArticleTerm>)[.. g]);
    });

    /// <summary>One list of an article, in the order given; empty if there is none.</summary>
    public IDataLoaderResult<IReadOnlyList<ArticleTerm>> Load(long articleId, TermKind kind) =>
        _terms.Load(articleId).Then(terms => (IReadOnlyList<ArticleTerm>)
            [.. (terms ?? []).Where(t => t.Kind == kind).OrderBy(t => t.Position)]);

    /// <summary>Puts in all lists of an article as a transaction of this request left them.</summary>
    public void Prime(long articleId, IReadOnlyList<ArticleTerm> terms) => _terms.Prime(articleId, terms);
}
