using Engagement.Placements.Campaigns;
using Xunit;

namespace Engagement.Tests.Placements.Decision.Simulation;

public sealed class SimulatedMonthTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void What_is_promised_and_feasible_is_delivered_and_nobody_is_billed_beyond_a_budget(int seed)
    {
        var month = new Month(seed);
        var w = System.Diagnostics.Stopwatch.StartNew();
        month.Run(planEvery: 1);
        output.WriteLine($"{month.Views} views {w.Elapsed}");

        foreach (var campaign in month.Market.Campaigns)
        {
            var billed = month.Of(campaign).Billed;
            output.WriteLine($"{campaign.Id} {campaign.Tier} {campaign.Goal} {billed} of {campaign.Total} {100.0*billed/campaign.Total - 100:F2} {(campaign.Rules.Roadblock ? "RB" : "")} {campaign.Daily} {string.Join(",",campaign.Rules.Slots)} {campaign.StartsOn:dd}-{campaign.EndsOn:dd}");
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
