using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Xunit;

namespace Engagement.Tests.Placements.Decision;

public sealed class ServingPlanTests
{
    private static readonly PageContext P = new() { ArticleId = 1, Channels = ["p"] };
    private static readonly PageContext Q = new() { ArticleId = 2, Channels = ["q"] };
    private static readonly LiveSlot Slot = Given.LineSlot();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The example of <see cref="ServingPlan"/>.</summary>
    [Fact]
    public void The_scarcest_is_planned_first_and_the_others_around_it()
    {
        var rates = Rates([Cell(P, 1_000), Cell(Q, 500)], OnlyOn("p", Given.Campaign(3, total: 90)), Given.Campaign(2, total: 750), OnlyOn("q", Given.Campaign(1, total: 300)));

        AssertRate(0.63, rates[1]);
        AssertRate(0.5775, rates[2]);
        AssertRate(0.0945, rates[3]);
        Assert.Equal([1, 2, 3], rates.OrderBy(r => r.Value.Order).Select(r => r.Key));
    }

    /// <summary>
    /// Alone the first would need 0.9 of the pages, the second 0.7. Planned first, the first takes 0.684 of both slots; after the
    /// second it finds 0.3 of TOP, and 0.3 + 0.7 α = 0.9.
    /// </summary>
    [Fact]
    public void Who_is_displaced_by_one_that_has_other_cells_is_planned_before_it()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var rates = ServingPlan.Compute(
            new(slots, [Given.Campaign(1, total: 900, slots: ["TOP", "END"]), Given.Campaign(2, total: 700, slots: "TOP")]),
            new Dictionary<long, Delivered>(), slots.Select(s => new SupplyCell(P, s.Id, Given.Today, 1_000)), Given.Today, Cancel);
        AssertRate(0.735, rates[2]);
        AssertRate(0.9, rates[1]);
        Assert.True(rates[2].Order < rates[1].Order);
    }

    [Fact]
    public void Days_that_have_passed_or_are_not_its_own_do_not_count()
    {
        var campaign = Given.Campaign(1, total: 100) with { StartsOn = Given.Today, EndsOn = Given.Today.AddDays(1) };
        AssertRate(0.525, Rates([Cell(P, 900, day: -1), Cell(P, 50), Cell(P, 150, day: 1), Cell(P, 900, day: 2)], campaign)[1]);
    }

    /// <summary>0.25 · (1 + 0.05 · 1,000 ÷ 250): 50 of the whole goal ahead.</summary>
    [Fact]
    public void What_is_billed_is_no_longer_wanted()
    {
        AssertRate(0.3, Rates([Cell(P, 1_000)], new Dictionary<long, Delivered> { [1] = new(750, 0) }, Given.Campaign(1, total: 1_000))[1]);
        AssertRate(0, Rates([Cell(P, 1_000)], new Dictionary<long, Delivered> { [1] = new(1_000, 0) }, Given.Campaign(1, total: 1_000))[1]);
    }

    [Fact]
    public void Who_cannot_get_so_much_is_served_wherever_it_may() => AssertRate(1, Rates([Cell(P, 1_000)], Given.Campaign(1, total: 5_000))[1]);

    [Fact]
    public void Who_is_not_served_is_not_planned() =>
        Assert.Equal([2], Rates([Cell(P, 1_000)], Given.Campaign(1) with { State = CampaignState.Paused }, Given.Campaign(2)).Keys);

    [Fact]
    public void A_share_of_voice_is_taken_before_all_and_not_ahead_of_even()
    {
        var rates = Rates(
            [Cell(P, 1_000)], Given.Campaign(1, total: 900),
            Given.Campaign(2, total: 20) with { Goal = CampaignGoal.ShareOfVoice }, Given.Campaign(3, total: 500));
        Assert.Equal(new(0.2, 0), rates[2]);
        AssertRate(1, rates[1]); // 900 of the 800 that are left
        AssertRate(1, rates[3]); // of the nothing that is left
    }

    /// <summary>Of the 1,000 pages: 1 − (1 − α)² = 0.36.</summary>
    [Fact]
    public void A_share_is_one_of_pages_however_many_positions_they_have()
    {
        var share = Given.Campaign(1, total: 36, slots: ["TOP", "END"]) with { Goal = CampaignGoal.ShareOfVoice };
        Assert.Equal(0.2, Rates([Cell(P, 2_000)], 2, share with { Rules = share.Rules with { Slots = [Given.Slot] } })[1].Rate!.Value, 4);
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var rates = ServingPlan.Compute(
            new(slots, [share]), new Dictionary<long, Delivered>(), slots.Select(s => new SupplyCell(P, s.Id, Given.Today, 1_000)), Given.Today, Cancel);
        Assert.Equal(0.2, rates[1].Rate!.Value, 4);
    }

    /// <summary>The roadblock is planned on a quarter of the pages of two days and served on 0.2625 of the first, which leaves the share 0.7375.</summary>
    [Fact]
    public void A_share_has_its_part_beside_a_roadblock()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var block = Given.Campaign(1, total: 1_000, slots: ["TOP", "END"]);
        block = block with { Rules = block.Rules with { Roadblock = true } };
        var rates = ServingPlan.Compute(
            new(slots, [block, Given.Campaign(2, total: 30, slots: "END") with { Goal = CampaignGoal.ShareOfVoice }]),
            new Dictionary<long, Delivered>(), slots.SelectMany(s => new[] { new SupplyCell(P, s.Id, Given.Today, 1_000), new SupplyCell(P, s.Id, Given.Today.AddDays(1), 1_000) }), Given.Today, Cancel);
        AssertRate(0.2625, rates[1]);
        AssertRate(0.3 / 0.7375, rates[2]);
    }

    /// <summary>On the second day nobody else is there: it does not make up for the first, of which the roadblock leaves nothing.</summary>
    [Fact]
    public void A_share_is_one_of_each_day()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var block = Given.Campaign(1, total: 5_000, slots: ["TOP", "END"]) with { EndsOn = Given.Today };
        block = block with { Rules = block.Rules with { Roadblock = true } };
        var share = Given.Campaign(2, total: 30, slots: "END") with { Goal = CampaignGoal.ShareOfVoice };
        var cells = slots.SelectMany(s => new[] { new SupplyCell(P, s.Id, Given.Today, 1_000), new SupplyCell(P, s.Id, Given.Today.AddDays(1), 1_000) }).ToList();
        AssertRate(0.3, ServingPlan.Compute(new(slots, [block, share]), new Dictionary<long, Delivered>(), cells, Given.Today.AddDays(1), Cancel)[2]);
        var supply = ServingPlan.AvailabilityOf(1, new(slots, [block, share]), new Dictionary<long, Delivered>(), cells, Given.Today, Cancel);
        Assert.Equal((300, 600), (Math.Round(supply.Left), Math.Round(supply.Wanted ?? 0)));
    }

    /// <summary>END is seen less, and is on as many pages.</summary>
    [Theory]
    [InlineData(900, 300)]
    [InlineData(300, 900)]
    public void A_share_is_one_of_pages_however_much_is_seen_of_its_slots(double top, double end)
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var share = Given.Campaign(1, total: 36, slots: ["TOP", "END"]) with { Goal = CampaignGoal.ShareOfVoice };
        AssertRate(0.2, ServingPlan.Compute(
            new(slots, [share]), new Dictionary<long, Delivered>(), [new SupplyCell(P, slots[0].Id, Given.Today, top), new SupplyCell(P, slots[1].Id, Given.Today, end)], Given.Today, Cancel)[1]);
    }

    [Fact]
    public void Who_is_promised_days_is_not_displaced_by_who_wants_all()
    {
        var days = Given.Campaign(2, total: 3) with { Goal = CampaignGoal.Days };
        SupplyCell[] cells = [Cell(P, 1_000), Cell(P, 1_000, day: 1), Cell(P, 1_000, day: 2)];
        Assert.Equal(new(null, 0, 0.00315), Rates(cells, days, Given.Campaign(1, total: 3_000))[2]);
        Assert.Equal(3, AvailabilityOf(2, cells, days, Given.Campaign(1, total: 3_000)).Days);
    }

    /// <summary>Of each day 3 of 1,000, a little ahead of even, until it is seen; then what the others leave.</summary>
    [Fact]
    public void Who_is_promised_days_comes_first_until_it_is_seen_and_leaves_the_rest_to_its_tier()
    {
        var days = Given.Campaign(2, total: 3) with { Goal = CampaignGoal.Days };
        SupplyCell[] cells = [Cell(P, 1_000), Cell(P, 1_000, day: 1), Cell(P, 1_000, day: 2)];
        Assert.Equal(new(null, 0, 0.00315), Rates(cells, days, Given.Campaign(1, total: 10_000))[2]);
        Assert.Equal(new(null, 0, 0), Rates(cells, new Dictionary<long, Delivered> { [2] = new(1, 1) }, days)[2]);
        Assert.Equal(new(null, 0, 1), Rates([Cell(P, 2)], days)[2]);
        Assert.Equal((3_000, 2_991), (Math.Round(AvailabilityOf(1, cells, days, Given.Campaign(1)).Eligible), Math.Round(AvailabilityOf(1, cells, days, Given.Campaign(1)).Left)));
    }

    /// <summary>What is sold of one slot, or of one position, does not stand in the way of another.</summary>
    [Theory]
    [InlineData(1_000_000, 1_000, 0.105)]
    [InlineData(500, 1_000, 0.0716)] // of TOP half is left: 0.5 α + α (1 − 0.5 α) = 0.1, α = 0.0682
    public void A_later_tier_is_planned_in_the_slots_that_earlier_ones_leave(int sold, int left, double rate)
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var index = new PlacementIndex(slots, [Given.Campaign(1, CampaignTier.Guaranteed, total: sold, slots: "TOP"), Given.Campaign(2, CampaignTier.Standard, total: 100, slots: ["TOP", "END"])]);
        var cells = slots.Select(s => new SupplyCell(P, s.Id, Given.Today, 1_000)).ToList();
        Assert.Equal((1_000, left), (Math.Round(ServingPlan.AvailabilityOf(1, index, new Dictionary<long, Delivered>(), cells, Given.Today, Cancel).Eligible),
            Math.Round(ServingPlan.AvailabilityOf(1, index, new Dictionary<long, Delivered>(), cells, Given.Today, Cancel).Left)));
        AssertRate(rate, ServingPlan.Compute(index, new Dictionary<long, Delivered>(), cells, Given.Today, Cancel)[2]);
    }

    [Fact]
    public void A_later_tier_is_planned_in_the_positions_that_earlier_ones_leave() =>
        AssertRate(0.105, Rates([Cell(P, 2_000)], positions: 2, Given.Campaign(1, CampaignTier.Guaranteed, total: 1_000_000), Given.Campaign(2, CampaignTier.Standard, total: 100))[2]);

    /// <summary>END has no room, TOP has, and it needs both.</summary>
    [Fact]
    public void A_roadblock_of_a_later_tier_is_planned_where_all_its_slots_are_left()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var block = Given.Campaign(2, CampaignTier.Standard, total: 600, slots: ["TOP", "END"]);
        var index = new PlacementIndex(slots, [Given.Campaign(1, CampaignTier.Guaranteed, total: 400, slots: "END"), block with { Rules = block.Rules with { Roadblock = true } }]);
        var supply = ServingPlan.AvailabilityOf(1, index, new Dictionary<long, Delivered>(), slots.Select(s => new SupplyCell(P, s.Id, Given.Today, 1_000)), Given.Today, Cancel);
        Assert.Equal(1_200, Math.Round(supply.Left)); // twice the 600 that are left of END
    }

    /// <summary>One page in ten asks for TOP as well: whoever stands there is not in END, and on the others is.</summary>
    [Theory]
    [InlineData(100, 1_000)]
    [InlineData(50, 950)]
    public void Slots_are_on_one_page_as_often_as_they_are_asked_for(double seenInTop, double eligible)
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var index = new PlacementIndex(slots, [Given.Campaign(1, total: 95, slots: ["TOP", "END"])]);
        SupplyCell[] cells = [new(P, slots[0].Id, Given.Today, seenInTop, Pages: 1), new(P, slots[1].Id, Given.Today, 1_000, Pages: 10)];
        Assert.Equal(eligible, Math.Round(ServingPlan.AvailabilityOf(0, index, new Dictionary<long, Delivered>(), cells, Given.Today, Cancel).Eligible));
    }

    /// <summary>Of a position that is left to it half is its own: the numbers of each tier are drawn anew.</summary>
    [Fact]
    public void A_later_tier_is_planned_in_what_earlier_ones_leave() =>
        AssertRate(0.525, Rates([Cell(P, 1_000)], Given.Campaign(1, total: 200), Given.Campaign(2, CampaignTier.Guaranteed, total: 600))[1]);

    [Fact]
    public void Who_is_promised_days_leaves_nothing_to_later_tiers_on_the_days_that_it_still_has()
    {
        var days = Given.Campaign(2, CampaignTier.Guaranteed, total: 3) with { Goal = CampaignGoal.Days };
        SupplyCell[] cells = [Cell(P, 1_000), Cell(P, 1_000, day: 1), Cell(P, 1_000, day: 2)];
        Assert.Null(Rates(cells, days)[2].Rate);
        AssertRate(0.525, Rates(cells, new Dictionary<long, Delivered> { [2] = new(2, 1) }, days, Given.Campaign(1, total: 500))[1]); // one day beside this one
        AssertRate(0.2625, Rates(cells, new Dictionary<long, Delivered> { [2] = new(2, 0) }, days, Given.Campaign(1, total: 500))[1]); // this day only
    }

    [Fact]
    public void Clicks_are_wanted_in_viewable_impressions_at_the_measured_rate()
    {
        var campaign = Given.Campaign(1, total: 10) with { Goal = CampaignGoal.Clicks };
        AssertRate(0.525, Rates([Cell(P, 20_000)], campaign)[1]); // one of 1,000 is assumed
        AssertRate(0.055, Rates([Cell(P, 20_000)], new Dictionary<long, Delivered> { [1] = new(5, 0, Viewables: 200) }, campaign)[1]); // six of 1,200
    }

    [Fact]
    public void A_days_limit_lowers_its_rate_and_raises_those_of_quieter_days()
    {
        var campaign = Given.Campaign(1, total: 200) with { Daily = 120 };
        SupplyCell[] busy = [Cell(P, 1_000), Cell(P, 200, day: 1)];
        AssertRate(0.126, Rates(busy, campaign)[1]);
        SupplyCell[] quiet = [Cell(P, 200), Cell(P, 1_000, day: 1)];
        AssertRate(0.4515, Rates(quiet, campaign)[1]); // 86 of 200, so that 114, 0.95 of the limit, are left for the other day
        AssertRate(0.0643, Rates(busy, new Dictionary<long, Delivered> { [1] = new(60, 60) }, campaign)[1]);
    }

    /// <summary>1 − (1 − α)² = 0.75 of the pages.</summary>
    [Fact]
    public void Of_several_positions_of_a_page_it_takes_one()
    {
        AssertRate(0.525, Rates([Cell(P, 2_000)], 2, Given.Campaign(1, total: 750))[1]);
        AssertRate(1, Rates([Cell(P, 2_000)], 2, Given.Campaign(1, total: 1_000))[1]);
    }

    /// <summary>On half of the pages its category stands already.</summary>
    [Fact]
    public void Where_its_category_stands_it_does_not_count()
    {
        var rules = Given.Campaign(1).Rules with { Category = "bank" };
        var rates = Rates(
            [Cell(P, 2_000)], 2, Given.Campaign(1, total: 500) with { Rules = rules, Tier = CampaignTier.Guaranteed },
            Given.Campaign(2, total: 375) with { Rules = rules });
        AssertRate(1.05 * (1 - Math.Sqrt(0.5)), rates[1]);
        AssertRate(0.525, rates[2]); // of the 500 pages that are left to it, 500 · (1 − (1 − α)²) = 375
    }

    /// <summary>
    /// Whoever is planned first, TOP comes first on the page: of 1,000 pages the one takes 400 there, and the other α of the 600 where
    /// it is not.
    /// </summary>
    [Theory]
    [InlineData(400, 300)]
    [InlineData(400, 450)]
    public void Of_two_of_a_category_the_one_whose_slot_comes_later_has_the_pages_without_the_other(long top, long end)
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var rules = Given.Campaign(1).Rules with { Category = "bank" };
        var rates = ServingPlan.Compute(
            new(slots, [Given.Campaign(1, total: top) with { Rules = rules with { Slots = ["TOP"] } }, Given.Campaign(2, total: end) with { Rules = rules with { Slots = ["END"] } }]),
            new Dictionary<long, Delivered>(), slots.Select(s => new SupplyCell(P, s.Id, Given.Today, 1_000)), Given.Today, Cancel);
        AssertRate(0.42, rates[1]);
        AssertRate(1.05 * end / 600, rates[2]);
    }

    /// <summary>The roadblock takes TOP on half of the pages; the other stands there on α of all of them, and in END on α of those on which neither is.</summary>
    [Fact]
    public void Who_stands_beside_a_roadblock_stands_on_the_pages_without_it()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var block = Given.Campaign(1, total: 1_000, slots: ["TOP", "END"]);
        block = block with { Rules = block.Rules with { Roadblock = true } };
        var rates = ServingPlan.Compute(
            new(slots, [block, Given.Campaign(2, total: 320, slots: ["TOP", "END"])]),
            new Dictionary<long, Delivered>(), slots.Select(s => new SupplyCell(P, s.Id, Given.Today, 1_000)), Given.Today, Cancel);
        AssertRate(1.05 * 0.257557, rates[2]); // 1,000 α + (500 − 1,000 α) α = 320
    }

    [Fact]
    public void A_roadblock_delivers_in_all_its_slots_by_one_draw_where_all_are_there()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var block = Given.Campaign(1, total: 1_000, slots: ["TOP", "END"]);
        block = block with { Rules = block.Rules with { Roadblock = true } };
        SupplyCell[] cells = [new(P, slots[0].Id, Given.Today, 1_000), new(P, slots[1].Id, Given.Today, 1_000), new(Q, slots[0].Id, Given.Today, 1_000)];
        AssertRate(0.525, ServingPlan.Compute(new(slots, [block]), new Dictionary<long, Delivered>(), cells, Given.Today, Cancel)[1]);
    }

    /// <summary>On half of the pages END is filled before it is drawn for; of the 500 that are left the other wants half.</summary>
    [Fact]
    public void A_roadblock_is_planned_before_those_whose_positions_it_fills()
    {
        LiveSlot[] slots = [Given.LineSlot("TOP"), Given.LineSlot("END")];
        var block = Given.Campaign(1, total: 1_000, slots: ["TOP", "END"]);
        block = block with { Rules = block.Rules with { Roadblock = true } };
        var rates = ServingPlan.Compute(
            new(slots, [block, Given.Campaign(2, total: 250, slots: "END"), Given.Campaign(3, total: 250, slots: "TOP")]),
            new Dictionary<long, Delivered>(), slots.Select(s => new SupplyCell(P, s.Id, Given.Today, 1_000)), Given.Today, Cancel);
        AssertRate(0.525, rates[2]);
        AssertRate(0.2625, rates[3]);
    }

    [Fact]
    public void Without_a_forecast_a_share_is_still_one_and_days_come_first()
    {
        var (share, days) = (Given.Campaign(1, total: 10) with { Goal = CampaignGoal.ShareOfVoice }, Given.Campaign(2, total: 3) with { Goal = CampaignGoal.Days });
        Assert.Equal((0.1, new ServingRate(null, 1, 1)), (Rates([], share, days)[1].Rate, Rates([], share, days)[2]));
        Assert.Equal(0, Rates([], new Dictionary<long, Delivered> { [2] = new(1, 1) }, days)[2].First);
    }

    [Fact]
    public void Without_a_forecast_there_is_no_rate()
    {
        Assert.Null(Rates([], Given.Campaign(1))[1].Rate);
        Assert.Null(Rates([Cell(P, 1_000)], OnlyOn("q", Given.Campaign(1)))[1].Rate);
        Assert.Null(Rates([Cell(P, 1_000)], Given.Campaign(1, CampaignTier.House))[1].Rate);
    }

    private static LiveCampaign OnlyOn(string channel, LiveCampaign campaign) =>
        campaign with { Rules = campaign.Rules with { Channels = Given.Any(channel) } };

    [Fact]
    public void A_share_wants_its_part_of_what_there_is_and_finds_what_shares_before_it_leave()
    {
        var (first, second) = (Given.Campaign(1, total: 60) with { Goal = CampaignGoal.ShareOfVoice }, Given.Campaign(2, total: 50) with { Goal = CampaignGoal.ShareOfVoice });
        var supply = AvailabilityOf(2, [Cell(P, 1_000)], first, second, Given.Campaign(3, total: 900));
        Assert.Equal((1_000, 400, 500), (Math.Round(supply.Eligible), Math.Round(supply.Left), Math.Round(supply.Wanted ?? 0)));
    }

    [Fact]
    public void Days_are_those_on_which_somebody_may_see_it()
    {
        var days = Given.Campaign(1, total: 3) with { Goal = CampaignGoal.Days };
        SupplyCell[] cells = [Cell(P, 1_000), Cell(P, 0.4, day: 1), Cell(P, 1_000, day: 2), Cell(Q, 1_000, day: 3)];
        Assert.Equal(2, AvailabilityOf(1, cells, OnlyOn("p", days)).Days);
        Assert.Equal(1, AvailabilityOf(1, cells, OnlyOn("p", days), Given.Campaign(2, CampaignTier.Guaranteed, total: 2_000) with { EndsOn = Given.Today.AddDays(1) }).Days);
    }

    private static Availability AvailabilityOf(long id, SupplyCell[] cells, params LiveCampaign[] campaigns)
    {
        var index = new PlacementIndex([Slot], campaigns);
        return ServingPlan.AvailabilityOf(index.PlaceOf(id), index, new Dictionary<long, Delivered>(), cells, Given.Today, Cancel);
    }

    private static SupplyCell Cell(PageContext page, double viewables, int day = 0) => new(page, Slot.Id, Given.Today.AddDays(day), viewables);

    private static IReadOnlyDictionary<long, ServingRate> Rates(SupplyCell[] cells, params LiveCampaign[] campaigns) => Rates(cells, 1, campaigns);

    private static IReadOnlyDictionary<long, ServingRate> Rates(SupplyCell[] cells, int positions, params LiveCampaign[] campaigns) =>
        ServingPlan.Compute(new([Slot with { Positions = positions }], campaigns), new Dictionary<long, Delivered>(), cells, Given.Today, Cancel);

    private static IReadOnlyDictionary<long, ServingRate> Rates(SupplyCell[] cells, Dictionary<long, Delivered> delivered, params LiveCampaign[] campaigns) =>
        ServingPlan.Compute(new([Slot], campaigns), delivered, cells, Given.Today, Cancel);

    private static void AssertRate(double expected, ServingRate rate) => Assert.Equal(expected, rate.Rate!.Value, 4);
}
