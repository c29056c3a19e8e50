using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Xunit;

namespace Engagement.Tests.Placements.Decision;

/// <summary>Hundreds of campaigns at once, of any rules, against the same rules read name by name.</summary>
public sealed class FilterAgreementTests
{
    private const int Campaigns = 300;
    private const int Pages = 60;

    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    private static readonly string[] Languages = ["en", "en-gb", "de", "de-at"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_found_for_all_at_once_is_what_the_rules_say_of_each(int seed)
    {
        var random = new Random(seed);
        List<LiveCampaign> campaigns = [.. Enumerable.Range(1, Campaigns).Select(id => Campaign(random, id))];
        var delivered = campaigns.Where(_ => random.Next(10) == 0).ToDictionary(c => c.Id, c => new Delivered(c.Total, 0));
        var rates = new ServingRates(new([Given.LineSlot()], campaigns), new Dictionary<long, ServingRate>(), delivered);
        var reasons = new HashSet<DropReason?>();
        for (var i = 0; i < Pages; i++)
        {
            var page = Page(random);
            List<DropReason?> expected = [.. campaigns.Select(c => First(c, page) ?? (delivered.ContainsKey(c.Id) ? DropReason.Budget : null))];
            Assert.Equal(expected, PlacementDecision.Explain(rates, page, Given.Slot, Given.Today).Select(e => e.Dropped));
            reasons.UnionWith(expected);

            var chosen = Enumerable.Range(0, 40).SelectMany(s => PlacementDecision.Decide(rates, page, [Given.Slot], Given.Today, (ulong)s).Ids()).ToHashSet();
            var open = expected.Index().Where(e => e.Item is null).Select(e => campaigns[e.Index].Id).DefaultIfEmpty(0).ToHashSet();
            Assert.Subset(open, chosen);
            Assert.True(open.Count > 3 || chosen.Count == open.Count);
        }
        Assert.Equal([null, DropReason.NotLive, DropReason.Dates, DropReason.Targeting, DropReason.BrandSafety, DropReason.Budget], reasons.Order());
    }

    private static LiveCampaign Campaign(Random random, int id) => Given.Campaign(id) with
    {
        State = random.Next(10) == 0 ? CampaignState.Paused : CampaignState.Live,
        StartsOn = Given.Today.AddDays(random.Next(10) == 0 ? 1 : 0),
        Rules = new()
        {
            Slots = [Given.Slot],
            Channels = Rule(random, Names), Keywords = Rule(random, Names), Companies = Rule(random, Names), Languages = Rule(random, Languages),
            Safety = new()
            {
                Channels = Some(random, Names, 8), Keywords = Some(random, Names, 8), Companies = Some(random, Names, 8),
                ClosedThreads = random.Next(2) == 0, ReportedThreads = random.Next(2) == 0, Sensitive = random.Next(2) == 0,
            },
        },
    };

    /// <summary>Mostly asks nothing, or nobody would be left; now and then for more than there are rows for.</summary>
    private static TermRule Rule(Random random, string[] names) => random.Next(8) switch
    {
        0 or 1 => Given.Any(random.GetItems(names, 3)),
        2 => Given.All(random.GetItems(names, 2)),
        3 => Given.None(random.GetItems(names, 1)),
        4 => new(random.GetItems(names, 4), random.GetItems(names, random.Next(3)), random.GetItems(names, 1)),
        5 => Given.All([.. names[..^2]]),
        _ => TermRule.Everything,
    };

    private static PageContext Page(Random random) => new()
    {
        ArticleId = 1, Channels = Some(random, Names, 2), Keywords = [.. Some(random, Names, 2), "unknown"], Companies = Some(random, Names, 2),
        Language = random.Next(5) == 0 ? null : random.GetItems(Languages, 1)[0],
        IsSensitive = random.Next(4) == 0, IsThreadClosed = random.Next(4) == 0, HasOpenReports = random.Next(4) == 0,
    };

    private static string[] Some(Random random, string[] names, int oneOf) => [.. names.Where(_ => random.Next(oneOf) == 0)];

    private static DropReason? First(LiveCampaign campaign, PageContext page)
    {
        var (rules, safety) = (campaign.Rules, campaign.Rules.Safety);
        if (!campaign.IsServed)
            return DropReason.NotLive;
        if (!campaign.IsWithinDates(Given.Today))
            return DropReason.Dates;
        if (!Meets(rules.Channels, page.Channels.Contains) || !Meets(rules.Keywords, page.Keywords.Contains)
            || !Meets(rules.Companies, page.Companies.Contains) || !Meets(rules.Languages, l => $"{page.Language}-".StartsWith($"{l}-", StringComparison.Ordinal)))
            return DropReason.Targeting;
        return (safety.ClosedThreads && page.IsThreadClosed) || (safety.ReportedThreads && page.HasOpenReports) || (safety.Sensitive && page.IsSensitive)
            || safety.Channels.Intersect(page.Channels).Any() || safety.Keywords.Intersect(page.Keywords).Any() || safety.Companies.Intersect(page.Companies).Any()
            ? DropReason.BrandSafety : null;
    }

    private static bool Meets(TermRule rule, Func<string, bool> has) => (rule.Any.Count == 0 || rule.Any.Any(has)) && rule.All.All(has) && !rule.None.Any(has);
}
