using Engagement.Placements.Decision;
using Engagement.Placements.Forecasts;
using Engagement.Tests.Placements.Decision;
using Xunit;

namespace Engagement.Tests.Placements;

public sealed class PageGroupsTests
{
    [Fact]
    public void Pages_that_are_alike_to_all_campaigns_are_one_group()
    {
        var groups = Of([Asking(1, "a"), Asking(2, "b")], Page(1, 10, "a"), Page(2, 20, "a", "other"), Page(3, 5, "b"), Page(4, 1, "other"));
        Assert.Equal([[2, 1], [3], [4]], groups.Select(Ids));
    }

    [Fact]
    public void Beyond_the_most_the_small_ones_are_added_to_the_one_that_differs_least()
    {
        LivePage[] pages = [.. Enumerable.Range(0, PageGroups.Most).Select(i => new LivePage(i + 1, 1_000 - i, [$"{i}"]))];
        var groups = Of(
            [Asking(1, "first"), .. Enumerable.Range(0, PageGroups.Most).Select(i => Asking(i + 2, $"{i}"))],
            [.. pages.Select(p => Page(p.Id, p.Positions, p.Keywords)), Page(1_000, 3, "5", "6", "7"), Page(1_001, 2, "first"), Page(1_002, 1, "first", "8")]);
        Assert.Equal(PageGroups.Most + 1, groups.Count);
        Assert.Equal([6, 1_000], Ids(groups.Single(g => Ids(g).Contains(1_000)))); // all three differ alike: the largest
        Assert.Equal([1_001], Ids(groups[^1]).Take(1)); // nowhere else would the first campaign have a group
        Assert.Equal(pages.Sum(p => p.Positions) + 6, groups.Sum(g => g.Sum(p => p.Positions)));
    }

    [Fact]
    public void There_are_never_more_than_the_most_in_all_whatever_campaigns_ask()
    {
        var groups = Of(
            [.. Enumerable.Range(0, PageGroups.MostInAll + 20).Select(i => Asking(i + 1, $"{i}"))],
            [.. Enumerable.Range(0, PageGroups.MostInAll + 20).Select(i => Page(i + 1, 1_000 - i, $"{i}"))]);
        Assert.Equal(PageGroups.MostInAll, groups.Count);
        Assert.Equal(PageGroups.MostInAll + 20, groups.Sum(g => g.Count));
    }

    [Fact]
    public void Of_one_campaign_no_page_is_lost_and_none_is_taken_for_one_of_its()
    {
        const int Others = PageGroups.MostInAll + 20;
        LiveCampaign[] campaigns = [.. Enumerable.Range(0, Others).Select(i => Asking(i + 1, $"{i}")), Asking(Others + 1, "wanted")];
        PageTraffic[] pages = [.. Enumerable.Range(0, Others).Select(i => Page(i + 1, 1_000 - i, $"{i}")), Page(1_000, 2, "wanted", "other"), Page(1_001, 1, "wanted", "1", "2")];
        var index = new PlacementIndex([Given.LineSlot()], campaigns);
        var groups = PageGroups.Of(pages, index, wanted: Others);
        Assert.Equal([1_000, 1_001], Ids(groups.Single(g => g.Any(p => p.Page.ArticleId == 1_000))));
        Assert.Equal(PageGroups.MostInAll, groups.Count);
        Assert.Contains(groups, g => Ids(g)[0] == 1); // the largest, still
    }

    private static Engagement.Placements.Campaigns.CampaignRules Rules(string keyword) => Given.Campaign(1).Rules with { Keywords = Given.Any(keyword) };

    private static LiveCampaign Asking(long id, string keyword) => Given.Campaign(id) with { Rules = Rules(keyword) };

    private static PageTraffic Page(long id, int positions, params string[] keywords) =>
        new(new PageContext { ArticleId = id, Keywords = keywords }, new Dictionary<long, long[]>(), new Dictionary<long, double> { [1] = positions });

    private static List<long> Ids(IReadOnlyList<PageTraffic> group) => [.. group.Select(p => p.Page.ArticleId)];

    private static IReadOnlyList<IReadOnlyList<PageTraffic>> Of(LiveCampaign[] campaigns, params PageTraffic[] pages) => PageGroups.Of(pages, new([Given.LineSlot()], campaigns), wanted: null);

    private sealed record LivePage(long Id, int Positions, string[] Keywords);
}
