using CsCheck;
using Engagement.Articles;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class UrlClaimsTests
{
    [Fact]
    public void Articles_may_exchange_their_addresses() => Assert.Empty(Refused([], ("a", "b"), ("b", "c"), ("c", "a")));

    [Fact]
    public void Who_has_an_address_and_keeps_it_comes_first() => Assert.Equal([0], Refused([], (null, "a"), ("a", "a")));

    [Fact]
    public void Of_two_that_want_the_same_the_second_is_refused() => Assert.Equal([1], Refused([], (null, "a"), (null, "a")));

    [Fact]
    public void A_refusal_refuses_whoever_counted_on_it() => Assert.Equal([0, 1, 2], Refused(["x"], (null, "a"), ("a", "b"), ("b", "x")).Order());

    [Fact]
    public void No_address_ends_with_two_articles_and_none_is_refused_for_nothing()
    {
        var hash = Gen.OneOf("a", "b", "c", "d", "e", "f");
        Gen.Select(hash.Array[0, 6], hash.Array[6], Gen.Bool.Array[6]).Sample((wanted, owners, known) =>
        {
            var present = owners.Distinct().ToArray();
            var claims = wanted.Select((w, i) => new UrlClaim(i < present.Length && known[i] ? present[i] : null, w)).ToArray();
            var taken = present.Where((_, i) => i >= wanted.Length || !known[i]).ToHashSet();
            var refused = UrlClaims.Refused(claims, taken);
            var held = taken.Concat(claims.Select((c, i) => refused.Contains(i) ? c.Present : c.Wanted).OfType<string>()).ToList();
            Assert.Equal(held.Distinct().Count(), held.Count);
            Assert.All(refused, i => Assert.Contains(claims[i].Wanted, held));
        });
    }

    private static IEnumerable<int> Refused(string[] taken, params (string? Present, string Wanted)[] claims) =>
        UrlClaims.Refused([.. claims.Select(c => new UrlClaim(c.Present, c.Wanted))], taken.ToHashSet());
}
