using Engagement.Discovery.Terms;

namespace Engagement.Discovery.Related;

/// <summary>A term of an article for which others are looked for.</summary>
/// <param name="Id">Of the term under which those that have it are found; of a company that is only looked for in titles its rarest word.</param>
/// <param name="Facet">What it says.</param>
/// <param name="Df">Public articles that have it.</param>
internal sealed record RelatedTerm(long Id, Facet Facet, int Df);

/// <summary>A company that an article is about, by what the publisher says or by its title.</summary>
/// <param name="Id">Of its term.</param>
/// <param name="Name">From <see cref="TitleWords.Name"/>.</param>
/// <param name="Filed">Articles about it, as their publisher says.</param>
/// <param name="RarestWord">The word of its name that the fewest titles have; null if no title can be found by any.</param>
internal sealed record RelatedCompany(long Id, string Name, int Filed, RelatedTerm? RarestWord)
{
    /// <summary>Articles about it: those that say so, or those with the rarest word of its name in the title, if these are more.</summary>
    public int Df => Math.Max(Filed, RarestWord?.Df ?? 0);
}

/// <summary>An article beside which others are to be shown.</summary>
/// <param name="ArticleId">Its id.</param>
/// <param name="At">From <see cref="TermArticle.TimeOf"/>.</param>
/// <param name="Terms">Its channels, keywords and words.</param>
/// <param name="Companies">What it is about.</param>
internal sealed record RelatedSeed(long ArticleId, DateTime At, IReadOnlyList<RelatedTerm> Terms, IReadOnlyList<RelatedCompany> Companies)
{
    /// <summary>
    /// Where candidates are looked for, the rarest first: each term that tells something, of a company both the articles that
    /// say so and those with its rarest word.
    /// </summary>
    public IEnumerable<RelatedTerm> Sources(int articles) => Terms
        .Concat(Companies.Where(c => c.Filed > 0 && RelatedScore.Tells(c.Df, articles)).Select(c => new RelatedTerm(c.Id, Facet.Company, c.Filed)))
        .Concat(Companies.Where(c => RelatedScore.Tells(c.Df, articles)).Select(c => c.RarestWord).OfType<RelatedTerm>())
        .Where(t => RelatedScore.Tells(t.Df, articles))
        .DistinctBy(t => t.Id).OrderBy(t => t.Df).ThenBy(t => t.Id);
}

/// <summary>An article that may be shown.</summary>
/// <param name="ArticleId">Its id.</param>
/// <param name="At">From <see cref="TermArticle.TimeOf"/>.</param>
/// <param name="TermIds">The terms that it has.</param>
/// <param name="Title">From <see cref="TitleWords.All"/>; empty if it can hold no name that is looked for.</param>
internal sealed record RelatedCandidate(long ArticleId, DateTime At, IReadOnlySet<long> TermIds, IReadOnlyList<string> Title);

/// <summary>Which articles have most to do with one.</summary>
internal static class RelatedRanking
{
    /// <summary>The candidates that reach <see cref="RelatedScore.Least"/>, the highest score first, then the newer; never the article itself, and none twice.</summary>
    /// <param name="seed">The article.</param>
    /// <param name="candidates">In any order.</param>
    /// <param name="articles">All that are public.</param>
    public static IEnumerable<long> Choose(RelatedSeed seed, IEnumerable<RelatedCandidate> candidates, int articles) => candidates
        .Where(c => c.ArticleId != seed.ArticleId)
        .DistinctBy(c => c.ArticleId)
        .Select(c => (c.ArticleId, c.At, Score: Score(seed, c, articles)))
        .Where(c => c.Score >= RelatedScore.Least)
        .OrderByDescending(c => c.Score).ThenByDescending(c => c.At).ThenByDescending(c => c.ArticleId)
        .Select(c => c.ArticleId);

    /// <summary>From <see cref="RelatedScore"/>: a company counts where the candidate's publisher or its title names it.</summary>
    public static double Score(RelatedSeed seed, RelatedCandidate candidate, int articles) => RelatedScore.Decayed(
        seed.Terms.Where(t => candidate.TermIds.Contains(t.Id)).Sum(t => RelatedScore.Of(t.Facet, t.Df, articles))
        + seed.Companies.Where(c => candidate.TermIds.Contains(c.Id) || TitleWords.Holds(candidate.Title, c.Name)).Sum(c => RelatedScore.Of(Facet.Company, c.Df, articles)),
        seed.At - candidate.At);
}
