using CsCheck;
using Engagement.Articles;
using Xunit;

namespace Engagement.Tests.Articles;

/// <summary>A URL is written as its page and its spelling: <c>a1</c> and <c>a2</c> are one page.</summary>
public sealed class UrlClaimsTests
{
    [Fact]
    public void Articles_may_exchange_their_addresses() => Assert.Empty(Refused([], ("a1", "b1"), ("b1", "c1"), ("c1", "a1")));

    [Fact]
    public void Who_has_an_address_and_keeps_it_comes_first() => Assert.Equal([0], Refused([], (null, "a1"), ("a1", "a1")));

    [Fact]
    public void Of_two_that_want_the_same_the_second_is_refused() => Assert.Equal([1], Refused([], (null, "a1"), (null, "a1")));

    [Fact]
    public void A_refusal_refuses_whoever_counted_on_it() => Assert.Equal([0, 1, 2], Refused(["x1"], (null, "a1"), ("a1", "b1"), ("b1", "x1")).Order());

    [Fact]
    public void Another_spelling_of_a_page_is_the_same() => Assert.Equal([0], Refused(["a1"], (null, "a2")));

    [Fact]
    public void Two_that_share_a_page_since_ever_keep_it_each_in_a_spelling_of_its_own()
    {
        Assert.Empty(Refused([], ("a1", "a2"), ("a2", "a1")));
        Assert.Empty(Refused([], ("a1", "a3"), ("a2", "a2")));
        Assert.Equal([0], Refused([], ("a1", "a2"), ("a2", "a2")));
        Assert.Equal([0], Refused(["a2"], ("a1", "a2")));
        Assert.Equal([1], Refused([], ("a1", "a3"), ("a2", "a3")));
    }

    [Fact]
    public void No_address_ends_with_two_articles_and_none_is_refused_for_nothing()
    {
        var url = Gen.OneOf("a1", "a2", "b1", "b2", "c1", "d1");
        Gen.Select(url.Array[0, 6], url.Array[6], Gen.Bool.Array[6], Gen.Bool).Sample((wanted, owners, known, twins) =>
        {
            var present = (twins ? owners.Distinct() : owners.DistinctBy(u => u[0])).ToArray();
            var claims = wanted.Select((w, i) => (Present: i < present.Length && known[i] ? present[i] : null, Wanted: w)).ToArray();
            var taken = present.Where((_, i) => i >= wanted.Length || !known[i]).ToArray();
            var refused = Refused(taken, claims).ToHashSet();
            var held = taken.Concat(claims.Select((c, i) => refused.Contains(i) ? c.Present : c.Wanted).OfType<string>()).ToList();
            Assert.Equal(held.Distinct().Count(), held.Count);
            if (!twins)
                Assert.Equal(held.DistinctBy(u => u[0]).Count(), held.Count);
            Assert.All(refused, i => Assert.Contains(held, u => u[0] == claims[i].Wanted[0]));
        });
    }

    private static IEnumerable<int> Refused(string[] taken, params (string? Present, string Wanted)[] claims) =>
        UrlClaims.Refused([.. claims.Select(c => new UrlClaim(c.Present is null ? null : Names(c.Present), Names(c.Wanted)))], taken.SelectMany(t => Names(t).All).ToHashSet());

    private static UrlNames Names(string url) => new(url, $"page {url[0]}");
}
