using Engagement.Articles;
using Engagement.Data;
using Engagement.Discovery.Terms;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Related;

/// <summary>Reads what articles are about: three statements, however many articles.</summary>
internal sealed class RelatedSeeds(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect)
{
    /// <summary>Those of the articles that are public, and how many are in all.</summary>
    public async Task<(IReadOnlyList<RelatedSeed> Seeds, int Articles)> ReadAsync(IReadOnlyCollection<Article> articles, CancellationToken cancel)
    {
        var ids = articles.Select(a => a.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await (from row in db.Set<TermArticle>()
                          join term in db.Set<Term>() on row.TermId equals term.Id
                          where ids.Contains(row.ArticleId)
                          select new { row.ArticleId, Term = term }).AsNoTracking().ToListAsync(cancel);
        var terms = rows.ToLookup(r => r.ArticleId, r => r.Term);
        var shown = articles.Where(a => terms[a.Id].Any()).ToList();
        if (shown.Count == 0)
            return ([], 0);
        var named = await NamedAsync(db, shown, cancel);
        var companies = shown.ToDictionary(a => a.Id, a => terms[a.Id].Where(t => t.Facet == Facet.Company).Concat(named[a.Id]).DistinctBy(t => t.Id).ToList());
        var words = await WordsAsync(db, companies.Values.SelectMany(c => c), cancel);
        return (
            shown.ConvertAll(a => new RelatedSeed(
                a.Id,
                TermArticle.TimeOf(a),
                [.. terms[a.Id].Where(t => t.Facet is not (Facet.All or Facet.Company)).Select(t => new RelatedTerm(t.Id, t.Facet, t.Articles))],
                companies[a.Id].ConvertAll(c => new RelatedCompany(c.Id, c.Folded, c.Articles, Rarest(c, words))))),
            rows.First(r => r.Term.Facet == Facet.All).Term.Articles); // every public article has it
    }

    /// <summary>The companies that titles name, by article.</summary>
    private async Task<ILookup<long, Term>> NamedAsync(EngagementDbContext db, List<Article> articles, CancellationToken cancel)
    {
        var names = articles.ConvertAll(a => (a.Id, Names: TitleWords.Names(TitleWords.All(a.Title)).ToHashSet()));
        var found = (await db.FromSql<Term>(
            dialect,
            d => $"""
                SELECT t.* FROM {d.Rows("{0}", ("n", SqlType.Text))} CROSS JOIN "Terms" AS t WHERE t."Folded" = r."n" AND t."Facet" = {(int)Facet.Company}
                """,
            SqlStatements.Json(names.SelectMany(n => n.Names).Distinct().Select(n => new { n }))).AsNoTracking().ToListAsync(cancel)).ToLookup(t => t.Folded);
        return names.SelectMany(n => n.Names.SelectMany(name => found[name]), (n, term) => (n.Id, Term: term)).ToLookup(p => p.Id, p => p.Term);
    }

    /// <summary>The words of companies' names, as far as a title has them.</summary>
    private async Task<Dictionary<string, Term>> WordsAsync(EngagementDbContext db, IEnumerable<Term> companies, CancellationToken cancel)
    {
        var words = companies.SelectMany(WordsOf).Distinct().Select(w => new TermName(Facet.Word, w));
        return await db.Terms(dialect, words).AsNoTracking().ToDictionaryAsync(t => t.Value, cancel);
    }

    private static string[] WordsOf(Term company) => company.Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static RelatedTerm? Rarest(Term company, Dictionary<string, Term> words) =>
        WordsOf(company).Select(w => words.GetValueOrDefault(w)).OfType<Term>().MinBy(t => t.Articles) is { } rarest ? new(rarest.Id, Facet.Word, rarest.Articles) : null;
}
