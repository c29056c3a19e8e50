using Engagement.Data;
using Engagement.Discovery.Terms;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Related;

/// <summary>
/// Reads which articles may be shown beside others: at most 200 an article, by index, those with its rarest terms first. Of
/// the first term that would be too many the newest are taken. Four statements, for up to 100 articles.
/// </summary>
internal sealed class RelatedCandidates(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, PreparedReads reads)
{
    public const int Most = 200;

    /// <summary>The candidates of each article, by its id.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<RelatedCandidate>>> ReadAsync(
        IReadOnlyList<RelatedSeed> seeds, int articles, CancellationToken cancel)
    {
        var plans = seeds.Select(s => Plan(s, articles)).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var whole = await WholeAsync(db, plans.SelectMany(p => p.Whole), cancel);
        var parts = await PartsAsync(plans, cancel);
        var found = plans.ToDictionary(
            p => p.Seed.ArticleId,
            p => p.Whole.SelectMany(id => whole[id]).Concat(p.Part is { } part ? parts[part] : []).Where(id => id != p.Seed.ArticleId).ToHashSet());

        var ids = found.Values.SelectMany(f => f).ToHashSet();
        var wanted = seeds.SelectMany(s => s.Terms.Select(t => t.Id).Concat(s.Companies.SelectMany(c => (long[])[c.Id, c.RarestWord?.Id ?? c.Id]))).ToHashSet();
        var shared = await SharedAsync(db, ids, wanted, cancel);
        var titles = await TitlesAsync(db, shared, seeds.SelectMany(s => s.Companies.Select(c => c.RarestWord?.Id)).OfType<long>().ToHashSet(), cancel);
        var candidates = shared.ToDictionary(s => s.Key, s => new RelatedCandidate(
            s.Key, s.First().At, s.Select(row => row.TermId).ToHashSet(), titles.TryGetValue(s.Key, out var title) ? TitleWords.All(title) : []));
        return found.ToDictionary(f => f.Key, f => (IReadOnlyList<RelatedCandidate>)[.. f.Value.Where(candidates.ContainsKey).Select(id => candidates[id])]);
    }

    /// <summary>Which terms are read whole, and of which a part. How many a term has is known before.</summary>
    private static Reading Plan(RelatedSeed seed, int articles)
    {
        var left = Most;
        var whole = new List<long>();
        foreach (var term in seed.Sources(articles))
        {
            if (term.Df > left)
                return new Reading(seed, whole, left > 0 ? (term.Id, left) : null);
            whole.Add(term.Id);
            left -= term.Df;
        }
        return new Reading(seed, whole, null);
    }

    private async Task<ILookup<long, long>> WholeAsync(EngagementDbContext db, IEnumerable<long> terms, CancellationToken cancel) =>
        (await db.FromSql<TermArticle>(
            dialect,
            d => $"""SELECT t.* FROM "TermArticles" AS t INNER JOIN {d.Rows("{0}", ("i", SqlType.Long))} ON t."TermId" = r."i" """,
            SqlStatements.Json(terms.Distinct().Select(i => new { i }))).AsNoTracking().ToListAsync(cancel)).ToLookup(t => t.TermId, t => t.ArticleId);

    private async Task<IReadOnlyDictionary<(long TermId, int Take), IEnumerable<long>>> PartsAsync(IEnumerable<Reading> plans, CancellationToken cancel)
    {
        var parts = plans.Select(p => p.Part).OfType<(long TermId, int Take)>().Distinct().ToList();
        var rows = await reads.ReadEachAsync<(long TermId, int Take), TermArticle>(
            parts, p => [p.TermId, p.Take],
            (d, columns, _, values) => $"""
                SELECT {columns} FROM "TermArticles" WHERE "TermId" = {values[0]} ORDER BY "At" DESC, "ArticleId" DESC {d.Take(values[1])}
                """,
            cancel);
        return rows.ToDictionary(r => r.Key, r => r.Value.Select(t => t.ArticleId));
    }

    /// <summary>Which of the terms each candidate has.</summary>
    private async Task<ILookup<long, TermArticle>> SharedAsync(EngagementDbContext db, IEnumerable<long> articles, IEnumerable<long> terms, CancellationToken cancel) =>
        (await db.FromSql<TermArticle>(
            dialect,
            d => $"""
                SELECT t.* FROM "TermArticles" AS t INNER JOIN {d.Rows("{0}", ("i", SqlType.Long))} ON t."ArticleId" = r."i"
                WHERE t."TermId" IN (SELECT r."i" FROM {d.Rows("{1}", ("i", SqlType.Long))})
                """,
            SqlStatements.Json(articles.Select(i => new { i })), SqlStatements.Json(terms.Select(i => new { i }))).AsNoTracking().ToListAsync(cancel))
        .ToLookup(t => t.ArticleId);

    /// <summary>The titles of the candidates that may name a company.</summary>
    private async Task<Dictionary<long, string>> TitlesAsync(
        EngagementDbContext db, ILookup<long, TermArticle> shared, HashSet<long> rarestWords, CancellationToken cancel) =>
        await db.Query<Titled>(
            dialect,
            d => $"""SELECT a."Id" AS "Id", a."Title" AS "Title" FROM "Articles" AS a INNER JOIN {d.Rows("{0}", ("i", SqlType.Long))} ON a."Id" = r."i" """,
            SqlStatements.Json(shared.Where(s => s.Any(row => rarestWords.Contains(row.TermId))).Select(s => new { i = s.Key }))).ToDictionaryAsync(t => t.Id, t => t.Title, cancel);

    /// <param name="Seed">The article.</param>
    /// <param name="Whole">Terms of which all articles are read.</param>
    /// <param name="Part">The next one, of which so many are.</param>
    private sealed record Reading(RelatedSeed Seed, IReadOnlyList<long> Whole, (long TermId, int Take)? Part);

    private sealed record Titled(long Id, string Title);
}
