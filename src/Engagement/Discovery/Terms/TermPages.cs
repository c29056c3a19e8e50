using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>
/// Terms by their names, and pages of their articles: one statement for all terms, and one for each hundred pages, that one
/// level of a request asks for. A page reads its articles by index and no others.
/// </summary>
internal sealed class TermPages
{
    /// <summary>After everything.</summary>
    private static readonly DateTime End = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    private readonly AnswerSources _sources;
    private readonly BatchLoader<TermName, Term> _terms;
    private readonly BatchLoader<PageKey, List<Article>> _pages;

    public TermPages(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, PreparedReads reads, TermChanges changes, AnswerSources sources)
    {
        _sources = sources;
        _terms = new(async (names, cancel) =>
        {
            changes.Tell(sources);
            await using var db = await contexts.CreateDbContextAsync(cancel);
            return await db.Terms(dialect, names).AsNoTracking().ToDictionaryAsync(t => t.Name(), cancel);
        });
        _pages = new((keys, cancel) => ReadAsync(reads, keys, cancel));
    }

    /// <summary>The term, or null; what cannot be a name names nothing, and the database never sees it.</summary>
    public IDataLoaderResult<Term?> Load(Facet facet, string name) =>
        TextRules.CheckKey(name, ArticleConfiguration.MaxTermLength) is null ? _terms.Load(new(facet, name)) : _terms.Nothing;

    /// <summary>The term if it is shown. Else null, in an answer that is not kept: the next caller looks again.</summary>
    public IDataLoaderResult<Term?> LoadShown(Facet facet, string name) => Load(facet, name).Then(term =>
    {
        if (term is { IsShown: true })
            return term;
        _sources.Own();
        return null;
    });

    /// <summary>Articles of a term in their order: one more than the page holds if there are more.</summary>
    /// <param name="termId">The term.</param>
    /// <param name="from">From <see cref="ArticleCursor.Parse"/>.</param>
    /// <param name="size">Of the page.</param>
    public IDataLoaderResult<List<Article>?> LoadArticles(long termId, (DateTime At, long ArticleId)? from, int size)
    {
        var (at, articleId) = from ?? (End, 0);
        return _pages.Load(new(termId, at, articleId, size + 1));
    }

    /// <summary>Puts in a term as a transaction of this request left it.</summary>
    public void Prime(Term term) => _terms.Prime(term.Name(), term);

    private static async Task<IReadOnlyDictionary<PageKey, List<Article>>> ReadAsync(PreparedReads reads, IReadOnlyList<PageKey> keys, CancellationToken cancel)
    {
        var pages = await reads.ReadEachAsync<PageKey, Article>(keys, k => [k.TermId, k.At, k.ArticleId, k.Take], Text, cancel);
        foreach (var rows in pages.Values)
            rows.Sort((a, b) => (TermArticle.TimeOf(b), b.Id).CompareTo((TermArticle.TimeOf(a), a.Id)));
        return pages;
    }

    /// <summary>What the index should not have, because a version before it changed the article, is left out in any case.</summary>
    private static string Text(SqlDialect dialect, string columns, PageKey key, string[] values) =>
        $"""
        SELECT {columns} FROM "TermArticles" INNER JOIN "Articles" ON "Id" = "ArticleId"
        WHERE "TermId" = {values[0]} AND "At" <= {values[1]} AND ("At" < {values[1]} OR "ArticleId" < {values[2]})
        AND "State" = {(int)ArticleState.Published} AND "MergedIntoId" IS NULL
        ORDER BY "At" DESC, "ArticleId" DESC {dialect.Take(values[3])}
        """;

    /// <param name="TermId">Of which term.</param>
    /// <param name="At">Where reading starts, exclusive, with <paramref name="ArticleId"/>.</param>
    /// <param name="ArticleId">The article there.</param>
    /// <param name="Take">The most rows.</param>
    private sealed record PageKey(long TermId, DateTime At, long ArticleId, int Take);
}
