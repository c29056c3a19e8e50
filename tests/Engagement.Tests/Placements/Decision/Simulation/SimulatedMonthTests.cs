using Engagement.Placements.Campaigns;
using Xunit;

namespace Engagement.Tests.Placements.Decision.Simulation;

public sealed class SimulatedMonthTests
{
    /// <summary>Half hours between two plans.</summary>
    private const int PlanEvery = 2;

    /// <summary>The market sells until no more is feasible for one who knows the whole month. Of the seeds 1–220, all of which hold, these are the hardest.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(20)]
    [InlineData(182)]
    [InlineData(101)]
    [InlineData(90)]
    [InlineData(110)]
    [InlineData(202)]
    [InlineData(124)]
    public void What_is_promised_and_feasible_is_delivered_and_nobody_is_billed_beyond_a_budget(int seed)
    {
        var month = new Month(seed);
        month.Run(PlanEvery);

        foreach (var campaign in month.Market.Campaigns.Where(c => c.Goal != CampaignGoal.ShareOfVoice))
            Assert.InRange(month.Of(campaign).Billed, Market.IsPromised(campaign) ? 0.98 * campaign.Total : campaign is { Tier: CampaignTier.Guaranteed, Goal: CampaignGoal.Days } ? campaign.Total : 0, campaign.Total);
        var share = Assert.Single(month.Market.Campaigns, c => c is { Tier: CampaignTier.Guaranteed, Goal: CampaignGoal.ShareOfVoice });
        var (fitting, chosen) = month.PagesOf(share);
        Assert.Equal(Market.Share * fitting, chosen, 4 * Math.Sqrt(Market.Share * (1 - Market.Share) * fitting)); // as far as chance goes
        Assert.All(month.Market.Campaigns.Where(c => c.Daily is not null), c => Assert.InRange(month.MostOfDay(c), 0, c.Daily!.Value));
    }
}
