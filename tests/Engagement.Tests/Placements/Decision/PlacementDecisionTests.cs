using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Slots;
using Xunit;

namespace Engagement.Tests.Placements.Decision;

public sealed class PlacementDecisionTests
{
    private const int Draws = 20_000;

    [Fact]
    public void The_same_seed_decides_alike_and_another_differently()
    {
        var rates = Given.Rates([Given.LineSlot(positions: 5)], [.. Enumerable.Range(1, 20).Select(i => (Given.Campaign(i), (double?)0.05))]);

        Assert.Equal(Decide(rates, 7).Ids(), Decide(rates, 7).Ids());
        Assert.True(Enumerable.Range(0, 50).Select(s => string.Join(',', Decide(rates, (ulong)s).Ids())).Distinct().Count() > 45);
    }

    [Fact]
    public void Slots_come_in_the_order_asked_each_once_and_unknown_ones_are_left_out()
    {
        var rates = Given.Rates([Given.LineSlot("TOP"), Given.LineSlot("END", positions: 2)], (Given.Campaign(1, slots: ["TOP", "END"]), 1));

        var page = Decide(rates, 1, "END", "NONE", "TOP", "END");

        Assert.Equal(["END", "TOP"], page.Slots.Select(s => s.Slot.Key));
        Assert.Equal([0, 0, 1], page.Ids()); // nobody stands twice on a page, whose slots are filled in an order of their own
        Assert.Equal([(2, 2), (1, 0)], page.Slots.Select(s => (s.Positions.Count, s.Unfilled)));
        Assert.Equal(("TOP", 0, 1L, 10L), Assert.Single(page.Placements.Select(p => (p.Slot.Key, p.Position, p.Campaign.Id, p.Creative.Id))));
    }

    [Fact]
    public void The_reason_is_the_first_target_that_the_page_has()
    {
        var rules = Given.Campaign(1).Rules;
        Assert.Equal(new(TargetFacet.Channel, "payments"), Reason(rules with { Channels = Given.Any("other", "payments"), Keywords = Given.All("kw") }));
        Assert.Equal(new(TargetFacet.Keyword, "kw"), Reason(rules with { Channels = Given.None("other"), Keywords = Given.All("kw") }));
        Assert.Equal(new(TargetFacet.Language, "en"), Reason(rules with { Languages = Given.Any("en") }));
        Assert.Null(Reason(rules));

        static Target? Reason(CampaignRules rules) =>
            Decide(Given.Rates([Given.LineSlot()], (Given.Campaign(1) with { Rules = rules }, 1)), 1).Placements.Single().Reason;
    }

    [Fact]
    public void Each_is_chosen_as_often_as_its_rate_says()
    {
        var rates = Given.Rates([Given.LineSlot()], (Given.Campaign(1), 0.5), (Given.Campaign(2), 0.2), (Given.Campaign(3), 0.1));
        AssertShares(rates, (1, 0.5), (2, 0.2), (3, 0.1), (0, 0.2));
    }

    [Fact]
    public void Rates_beyond_one_are_cut_at_the_end_of_the_order()
    {
        var rates = Given.Rates([Given.LineSlot()], (Given.Campaign(3), 0.7), (Given.Campaign(1), 0.7), (Given.Campaign(2), 0.7));
        AssertShares(rates, (3, 0.7), (1, 0.3));
    }

    [Fact]
    public void Who_is_dropped_leaves_its_part_to_those_after_it()
    {
        var rates = Given.Rates([Given.LineSlot()], (Given.Campaign(1) with { State = CampaignState.Paused }, 0.7), (Given.Campaign(2), 0.7), (Given.Campaign(3), 0.7));
        AssertShares(rates, (2, 0.7), (3, 0.3));
    }

    [Fact]
    public void Those_without_a_rate_share_evenly_what_their_tier_leaves()
    {
        var rates = Given.Rates(
            [Given.LineSlot()], (Given.Campaign(1), 0.4), (Given.Campaign(2), null), (Given.Campaign(3) with { Creatives = [] }, null), (Given.Campaign(4), null),
            (Given.Campaign(5, CampaignTier.House), null));
        AssertShares(rates, (1, 0.4), (2, 0.3), (4, 0.3));
    }

    [Fact]
    public void A_tier_gets_what_earlier_ones_leave_and_house_the_rest()
    {
        var rates = Given.Rates(
            [Given.LineSlot()], (Given.Campaign(1, CampaignTier.House), null), (Given.Campaign(2), 0.5), (Given.Campaign(3, CampaignTier.Guaranteed), 0.4),
            (Given.Campaign(4, CampaignTier.House), null));
        AssertShares(rates, (3, 0.4), (2, 0.3), (1, 0.15), (4, 0.15));
    }

    [Fact]
    public void Positions_are_drawn_apart()
    {
        var rates = Given.Rates([Given.LineSlot("TOP"), Given.LineSlot("END")], (Given.Campaign(1, slots: "TOP"), 0.5), (Given.Campaign(2, slots: "END"), 0.5));
        var both = Seeds().Count(s => !Decide(rates, s, "TOP", "END").Ids().Contains(0));
        Assert.InRange(both / (double)Draws, 0.24, 0.26);
    }

    [Fact]
    public void Two_of_one_category_never_stand_on_one_page()
    {
        var rules = Given.Campaign(1).Rules with { Category = "bank" };
        var rates = Given.Rates(
            [Given.LineSlot(positions: 3)], (Given.Campaign(1) with { Rules = rules }, 0.5), (Given.Campaign(2) with { Rules = rules }, 0.5),
            (Given.Campaign(3) with { Rules = rules with { Category = "insurer" } }, null));
        Assert.All(Seeds().Take(500), s => Assert.Equal([0, 3], Decide(rates, s).Ids().Where(id => id is 0 or 3).Order()));
    }

    /// <summary>Even where its slot comes first: it would otherwise take every page from a promise.</summary>
    [Fact]
    public void A_later_tier_does_not_keep_a_competitor_of_an_earlier_one_off_the_page()
    {
        var standard = Given.Campaign(1, slots: "TOP");
        var promised = Given.Campaign(2, CampaignTier.Guaranteed, slots: "END");
        var rates = Given.Rates(
            [Given.LineSlot("TOP"), Given.LineSlot("END")],
            (standard with { Rules = standard.Rules with { Category = "bank" } }, 1), (promised with { Rules = promised.Rules with { Category = "bank" } }, 1));
        Assert.Equal([0, 2], Decide(rates, 1, "TOP", "END").Ids());
    }

    [Fact]
    public void Creatives_that_fit_rotate_evenly()
    {
        var rates = Given.Rates(
            [Given.LineSlot() with { Format = PlacementFormat.Card }],
            (Given.Campaign(1) with { Creatives = [new(1, true, true), new(2, false, true), new(3, true, false), new(4, true, true)] }, 1));
        var shown = Seeds().CountBy(s => Decide(rates, s).Placements.Single().Creative.Id).ToDictionary();
        Assert.Equal([1, 3, 4], shown.Keys.Order());
        Assert.All(shown.Values, n => Assert.InRange(n / (double)Draws, 0.32, 0.347));
    }

    [Fact]
    public void A_share_is_of_pages_that_it_fits_whoever_else_stands_there()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END"), Given.LineSlot("NONE", positions: 0)];
        var bank = Given.Campaign(1).Rules with { Slots = ["TOP"], Category = "bank" };
        var rates = Given.Rates(
            slots,
            (Given.Campaign(1, CampaignTier.Guaranteed) with { Rules = bank }, 1),
            (Share(2, bank with { Slots = ["TOP", "END"] }), 1), // not beside its competitor
            (Share(3, bank with { Slots = ["END"], Category = null }), 1),
            (Share(4, bank with { Slots = ["TOP", "END"], Category = null, Roadblock = true }), 1), // has no room
            (Share(5, bank with { Slots = ["END"], Channels = Given.None("payments") }), 1),
            (Share(6, bank with { Slots = ["NONE"] }), 1),
            (Share(7, bank) with { State = CampaignState.Paused }, 1));

        Assert.Equal([1, 3], Decide(rates, 1, "TOP", "END").Ids());
        Assert.Equal([new(2, false), new(3, true), new(4, false)], Decide(rates, 1, "TOP", "END").Shares);
        Assert.Equal([new(2, false)], Decide(rates, 1, "TOP", "NONE").Shares); // a roadblock needs both of its slots

        static LiveCampaign Share(long id, CampaignRules rules) => Given.Campaign(id) with { Goal = CampaignGoal.ShareOfVoice, Total = 30, Rules = rules };
    }

    private static IEnumerable<ulong> Seeds() => Enumerable.Range(0, Draws).Select(i => (ulong)i);

    private static PageDecision Decide(ServingRates rates, ulong seed, params string[] slots) =>
        PlacementDecision.Decide(rates, Given.Page, slots is [] ? [Given.Slot] : slots, Given.Today, seed);

    /// <summary>The standard deviation of a share of 0.5 is 0.0035; the seeds are fixed.</summary>
    private static void AssertShares(ServingRates rates, params (long Id, double Share)[] expected)
    {
        var shares = Seeds().CountBy(s => Decide(rates, s).Ids().Single()).ToDictionary(c => c.Key, c => c.Value / (double)Draws);
        Assert.Equal(expected.Select(e => e.Id).Order(), shares.Keys.Order());
        Assert.All(expected, e => Assert.InRange(shares[e.Id], e.Share - 0.01, e.Share + 0.01));
    }
}
