using Engagement.Placements.Campaigns;
using Xunit;

namespace Engagement.Tests.Placements.Decision.Simulation;

public sealed class SimulatedMonthTests
{
    /// <summary>Half hours between two plans.</summary>
    private const int PlanEvery = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(14)]
    public void What_is_promised_and_feasible_is_delivered_and_nobody_is_billed_beyond_a_budget(int seed)
    {
        var month = new Month(seed);
        month.Run(PlanEvery);

        foreach (var campaign in month.Market.Campaigns.Where(c => c.Goal != CampaignGoal.ShareOfVoice))
            Assert.InRange(month.Of(campaign).Billed, Market.IsPromised(campaign) ? 0.98 * campaign.Total : 0, campaign.Total);
    }
}
