using CsCheck;
using Engagement.Discovery.Related;
using Engagement.Discovery.Terms;
using Xunit;

namespace Engagement.Tests.Discovery;

public sealed class RelatedRankingTests
{
    private static readonly DateTime Now = new(2025, 1, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_score_is_weight_times_the_rarity_of_what_both_have()
    {
        var seed = new RelatedSeed(1, Now, [new(10, Facet.Channel, 20), new(11, Facet.Keyword, 4), new(12, Facet.Word, 2)], [new(13, "acme", 3, null)]);
        var other = new RelatedCandidate(2, Now, new HashSet<long> { 10, 11, 13, 99 }, []);

        Assert.Equal(Math.Log(1 + (100.0 / 20)) + (2 * Math.Log(1 + (100.0 / 4))) + (4 * Math.Log(1 + (100.0 / 3))), RelatedRanking.Score(seed, other, 100), 12);
    }

    [Fact]
    public void A_year_between_two_articles_halves_it_whichever_is_older()
    {
        var seed = new RelatedSeed(1, Now, [new(11, Facet.Keyword, 4)], []);
        foreach (var days in (int[])[-365, 365])
            Assert.Equal(
                RelatedRanking.Score(seed, new(2, Now, new HashSet<long> { 11 }, []), 100) / 2,
                RelatedRanking.Score(seed, new(2, Now.AddDays(days), new HashSet<long> { 11 }, []), 100), 12);
    }

    [Theory]
    [InlineData(20, 100, true)]
    [InlineData(21, 100, false)]
    [InlineData(5, 6, true)] // in a small site five may share a term
    [InlineData(6, 10, false)]
    public void A_term_of_more_than_a_fifth_of_the_articles_tells_nothing(int df, int articles, bool tells)
    {
        Assert.Equal(tells, RelatedScore.Tells(df, articles));
        Assert.Equal(tells, RelatedScore.Of(Facet.Company, df, articles) > 0);
    }

    [Fact]
    public void A_company_counts_once_by_its_list_or_by_the_title()
    {
        var word = new RelatedTerm(20, Facet.Word, 7);
        var seed = new RelatedSeed(1, Now, [], [new(13, "acme bank", 3, word)]);
        var expected = RelatedScore.Of(Facet.Company, 7, 100); // as many as may name it

        Assert.Equal(expected, Score([13], ""));
        Assert.Equal(expected, Score([20], "ACME Bank’s plan"));
        Assert.Equal(expected, Score([13, 20], "Acme Bank"));
        Assert.Equal(0, Score([20], "A bank of Acme"));

        double Score(long[] terms, string title) => RelatedRanking.Score(seed, new(2, Now, terms.ToHashSet(), TitleWords.All(title)), 100);
    }

    [Fact]
    public void Sources_begin_with_the_rarest_and_leave_out_what_tells_nothing()
    {
        var seed = new RelatedSeed(
            1, Now, [new(10, Facet.Channel, 30), new(11, Facet.Keyword, 9), new(12, Facet.Word, 2)],
            [new(13, "acme", 3, new(14, Facet.Word, 4)), new(15, "unfiled", 0, new(12, Facet.Word, 2)), new(16, "everywhere", 1, new(17, Facet.Word, 90))]);

        Assert.Equal([12, 13, 14, 11], seed.Sources(100).Select(s => s.Id));
    }

    /// <summary>Against the formula, written out over sets of names.</summary>
    [Fact]
    public void Any_choice_is_that_of_the_plain_formula()
    {
        var facets = Gen.Int[1, 4].Select(f => (Facet)f);
        var term = Gen.Select(facets, Gen.Int[1, 40]);
        var article = Gen.Select(Gen.Int[0, 11].HashSet[0, 6], Gen.Int[-1_000, 1_000]);
        Gen.Select(term.Array[12], article.Array[2, 30], Gen.Int[40, 200]).Sample((terms, articles, all) =>
        {
            var at = articles.Select(a => Now.AddDays(a.Item2)).ToList();
            var mine = articles[0].Item1;
            var seed = new RelatedSeed(
                0, at[0], [.. mine.Where(i => terms[i].Item1 != Facet.Company).Select(i => new RelatedTerm(i, terms[i].Item1, terms[i].Item2))],
                [.. mine.Where(i => terms[i].Item1 == Facet.Company).Select(i => new RelatedCompany(i, $"c{i}", terms[i].Item2, null))]);
            var candidates = articles.Select((a, i) => new RelatedCandidate(i, at[i], a.Item1.Select(t => (long)t).ToHashSet(), []));

            var plain = articles.Select((a, i) => (Id: (long)i, At: at[i], Score: mine.Intersect(a.Item1).Sum(t =>
                    (terms[t].Item2 > 5 && terms[t].Item2 > 0.2 * all ? 0 : 1)
                    * (terms[t].Item1 switch { Facet.Company => 4, Facet.Keyword => 2, _ => 1 })
                    * Math.Log(1 + (all / (double)terms[t].Item2))) * Math.Pow(0.5, Math.Abs((at[i] - at[0]).TotalDays) / 365)))
                .Where(a => a.Id != 0 && a.Score >= 4).ToDictionary(a => a.Id);
            var chosen = RelatedRanking.Choose(seed, candidates.Concat(candidates), all).ToList();

            Assert.Equal(plain.Keys.Order(), chosen.Order());
            foreach (var (one, next) in chosen.Zip(chosen.Skip(1)))
                Assert.True(plain[one].Score > plain[next].Score - 1e-9, $"{one} comes before {next}");
        });
    }
}
