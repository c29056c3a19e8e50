using Engagement.Placements.Campaigns;
using Xunit;

namespace Engagement.Tests.Placements.Campaigns;

/// <summary>What was billed stays what it was billed by.</summary>
public sealed class BilledTermsTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    private static readonly CampaignDraft Booked = new(
        "A campaign", CampaignGoal.ViewableImpressions, 100, null, CampaignTier.Standard, PriceModel.Cpm, 2_500, "EUR", "4711", Today, Today.AddDays(30),
        new CampaignRules { Slots = ["INLINE_TEXT"] });

    [Fact]
    public void Nothing_is_held_before_a_unit_is_billed() =>
        Assert.Null(Billed(Booked, 0).FindBilledTerm(Booked with { Goal = CampaignGoal.Clicks, Total = 1, Currency = "USD", OrderNumber = null }, isAdmin: false));

    [Fact]
    public void The_terms_are_held_and_the_total_from_below()
    {
        var campaign = Billed(Booked, 40);
        Assert.Equal(
            ["goal", "total", "price.model", "price.amountMinor", "price.currency", "price.orderNumber", null, null],
            new[]
            {
                Booked with { Goal = CampaignGoal.Clicks }, Booked with { Total = 39 }, Booked with { PriceModel = PriceModel.Flat }, Booked with { PriceMinor = 0 },
                Booked with { Currency = "USD" }, Booked with { OrderNumber = "4712" }, Booked with { Total = 40 }, Booked with { EndsOn = Today.AddDays(60) },
            }.Select(draft => campaign.FindBilledTerm(draft, isAdmin: false)));
        Assert.Null(campaign.FindBilledTerm(Booked with { OrderNumber = "4712" }, isAdmin: true));
    }

    [Fact]
    public void A_share_is_percent_of_which_more_may_be_billed()
    {
        var share = Booked with { Goal = CampaignGoal.ShareOfVoice, Total = 30 };
        Assert.Null(Billed(share, 31).FindBilledTerm(share with { EndsOn = Today.AddDays(60) }, isAdmin: false));
    }

    private static Campaign Billed(CampaignDraft draft, int units)
    {
        var campaign = Campaign.New(1, Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        campaign.Set(draft);
        for (var i = 0; i < units; i++)
            campaign.CountBilled();
        return campaign;
    }
}
