using Engagement.Discovery.Trending;
using Xunit;

namespace Engagement.Tests.Discovery;

public sealed class TrendingRulesTests
{
    [Theory]
    [InlineData("2026-01-02T03:00:00.000Z", "2026-01-02T03:00:00Z")]
    [InlineData("2026-01-02T03:29:59.999Z", "2026-01-02T03:00:00Z")]
    [InlineData("2026-01-02T03:30:00.000Z", "2026-01-02T03:30:00Z")]
    [InlineData("2026-01-02T03:59:59.999Z", "2026-01-02T03:30:00Z")]
    public void A_cut_is_the_last_whole_or_half_hour(string now, string cut)
    {
        var found = TrendingRules.CutOf(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime);
        Assert.Equal((DateTimeOffset.Parse(cut, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, DateTimeKind.Utc), (found, found.Kind));
    }

    [Theory]
    [InlineData(TrendingWindow.Hour, 0, 1_000_000_000)]
    [InlineData(TrendingWindow.Day, 6, 500_000_000)]
    [InlineData(TrendingWindow.Day, 18, 125_000_000)]
    [InlineData(TrendingWindow.Week, 48, 500_000_000)]
    public void What_is_a_half_life_older_counts_half(TrendingWindow within, int hours, long weight) => Assert.Equal(weight, TrendingRules.WeightAt(within, hours));

    [Fact]
    public void An_article_is_in_the_lists_in_which_it_has_three_people()
    {
        Assert.Empty(TrendingRules.Scores(new(1, 100, 2, 100, 2, 2, 100, 2)));
        Assert.Equal([(TrendingBy.Comments, 100), (TrendingBy.All, 400)], TrendingRules.Scores(new(1, 100, 3, 0, 0, 3, 0, 0)));
        Assert.Equal([(TrendingBy.All, 450)], TrendingRules.Scores(new(1, 100, 2, 50, 1, 3, 0, 0))); // together they are three
        Assert.Equal([(TrendingBy.Shares, 70), (TrendingBy.All, 540)], TrendingRules.Scores(new(1, 100, 2, 0, 0, 2, 70, 3)));
    }
}
