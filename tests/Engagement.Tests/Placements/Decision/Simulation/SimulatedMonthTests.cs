using Engagement.Placements.Campaigns;
using Xunit;

namespace Engagement.Tests.Placements.Decision.Simulation;

public sealed class SimulatedMonthTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("SEEDS") ?? "4"))];

    [Theory, MemberData(nameof(Seeds))]
    public void What_is_promised_and_feasible_is_delivered_and_nobody_is_billed_beyond_a_budget(int seed)
    {
        var month = new Month(seed);
        var w = System.Diagnostics.Stopwatch.StartNew();
        month.Run(planEvery: 2);
        output.WriteLine($"{month.Views} views {w.Elapsed} promised {month.Market.Campaigns.Where(Market.IsPromised).Sum(c => c.Total * (c.Goal == CampaignGoal.Clicks ? 1 / Market.ClickRate(c) : 1)) / month.Views / 6 / .7:F2}");

        foreach (var campaign in month.Market.Campaigns)
        {
            var billed = month.Of(campaign).Billed;
            if (campaign.Tier != CampaignTier.Standard && campaign.Tier != CampaignTier.House && 1.0*billed/campaign.Total < .995) output.WriteLine($"{campaign.Id} {campaign.Tier} {campaign.Goal} {billed} of {campaign.Total} {100.0*billed/campaign.Total - 100:F2} {(campaign.Rules.Roadblock ? "RB" : "")} {campaign.Daily} {string.Join(",",campaign.Rules.Slots)} {campaign.StartsOn:dd}-{campaign.EndsOn:dd}");
        }
        foreach (var campaign in month.Market.Campaigns)
        {
            var billed = month.Of(campaign).Billed;
            if (campaign.Goal != CampaignGoal.ShareOfVoice)
                Assert.InRange(billed, 0, campaign.Total);
            if (Market.IsPromised(campaign))
                Assert.InRange(billed, 0.98 * campaign.Total, campaign.Total);
        }
    }
}
