using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Slots;
using Xunit;

namespace Engagement.Tests.Placements.Decision;

public sealed class RoadblockTests
{
    private static readonly LiveSlot[] Slots = [Given.LineSlot("TOP"), Given.LineSlot("INLINE", 2), Given.LineSlot("END")];
    private static readonly LiveCampaign Roadblock = Block(1, CampaignTier.Standard, "INLINE", "END");

    [Fact]
    public void It_takes_one_position_of_each_of_its_slots()
    {
        var page = Decide(Given.Rates(Slots, (Roadblock, 1)), 1, "TOP", "INLINE", "END");
        Assert.Equal([0, 1, 0, 1], page.Ids());
        Assert.Equal([("INLINE", 0), ("END", 0)], page.Placements.Select(p => (p.Slot.Key, p.Position)));
    }

    [Fact]
    public void It_stands_everywhere_or_nowhere()
    {
        var other = Given.Campaign(2, slots: ["TOP", "INLINE", "END"]);
        var rates = Given.Rates(Slots, (Roadblock, 0.3), (other, 0.3), (Given.Campaign(3, slots: ["INLINE", "END"]), null));
        var counts = Enumerable.Range(0, 5_000).CountBy(s => Decide(rates, (ulong)s, "TOP", "INLINE", "END").Ids().Count(id => id == 1)).ToDictionary();
        Assert.Equal([0, 2], counts.Keys.Order());
        Assert.InRange(counts[2] / 5_000.0, 0.28, 0.32); // one draw decides, in its first slot
    }

    [Fact]
    public void It_is_left_out_where_a_slot_of_it_is_not_asked_for() => Assert.Equal([0, 0, 0], Decide(Given.Rates(Slots, (Roadblock, 1)), 1, "TOP", "INLINE").Ids());

    [Fact]
    public void It_is_left_out_where_a_slot_of_it_is_full()
    {
        var rates = Given.Rates(Slots, (Roadblock, 1), (Given.Campaign(2, CampaignTier.Guaranteed, slots: "END"), 1));
        Assert.Equal([0, 0, 2], Decide(rates, 1, "INLINE", "END").Ids());
    }

    [Fact]
    public void It_takes_the_next_position_where_the_first_is_taken()
    {
        var rates = Given.Rates(Slots, (Block(2, CampaignTier.Standard, "TOP", "INLINE"), 1), (Roadblock, 1));
        Assert.Equal([2, 2, 1, 1], Decide(rates, 1, "TOP", "INLINE", "END").Ids());
    }

    [Fact]
    public void It_is_not_begun_at_a_later_position()
    {
        var rates = Given.Rates(Slots, (Given.Campaign(2, slots: "INLINE"), 1), (Roadblock, 1));
        Assert.Equal([2, 0, 0], Decide(rates, 1, "INLINE", "END").Ids());
    }

    [Fact]
    public void Without_a_rate_it_has_an_even_chance_in_whatever_order_a_page_names_its_slots()
    {
        LiveCampaign[] others = [.. Enumerable.Range(2, 4).Select(id => Given.Campaign(id, CampaignTier.Guaranteed, slots: "TOP"))];
        var rates = Given.Rates(
            Slots, [(Block(1, CampaignTier.Guaranteed, "TOP", "END"), null), .. others.Select(o => (o, (double?)null)), (Given.Campaign(6, slots: "END"), null)]);
        AssertStands(rates, 1, 0.2); // among five in its first slot; the other is its own
        AssertStands(rates, 2, 0.2);
        AssertStands(rates, 6, 0.8);
    }

    [Fact]
    public void Without_a_rate_two_may_stand_beside_one_another_where_there_is_room()
    {
        LiveCampaign[] all = [.. Enumerable.Range(1, 5).Select(id => id < 3 ? Block(id, CampaignTier.Standard, "INLINE") : Given.Campaign(id, slots: "INLINE"))];
        var rates = Given.Rates(Slots, [.. all.Select(c => (c, (double?)null))]);
        var stood = Enumerable.Range(0, 10_000).SelectMany(seed => Decide(rates, (ulong)seed, "INLINE").Ids()).CountBy(id => id).ToDictionary();
        Assert.All(all, c => Assert.InRange(stood[c.Id] / 10_000.0, 0.38, 0.42)); // two positions of five
    }

    [Fact]
    public void Without_a_rate_it_stands_where_the_rates_of_others_leave_room_in_all_its_slots()
    {
        var rates = Given.Rates(
            Slots, (Block(1, CampaignTier.Guaranteed, "TOP", "END"), null), (Block(4, CampaignTier.Guaranteed, "TOP", "END"), null),
            (Given.Campaign(2, CampaignTier.Guaranteed, slots: "TOP"), 0.4), (Given.Campaign(3, CampaignTier.Guaranteed, slots: "END"), 0.5));
        AssertStands(rates, 2, 0.4);
        AssertStands(rates, 3, 0.5);
        AssertStands(rates, 1, 0.15);
        AssertStands(rates, 4, 0.15);
    }

    [Fact]
    public void A_creative_has_to_fit_each_of_its_slots_which_has_to_be_there()
    {
        LiveSlot[] picture = [.. Slots[..2], Slots[2] with { Format = PlacementFormat.Picture }];
        var campaign = Roadblock with { Creatives = [new(1, HasText: true, HasImage: false)] };
        Assert.Equal(DropReason.Format, PlacementDecision.Explain(Given.Rates(picture, (campaign, 1)), Given.Page, "INLINE", Given.Today).Single().Dropped);
        Assert.Equal([0, 0, 0], Decide(Given.Rates(picture, (campaign, 1)), 1, "INLINE", "END").Ids());
        Assert.Equal(DropReason.Slot, PlacementDecision.Explain(Given.Rates(Slots[..2], (campaign, 1)), Given.Page, "INLINE", Given.Today).Single().Dropped);
    }

    [Fact]
    public void Its_own_creatives_do_not_compete_but_those_of_its_category_do()
    {
        var rules = Roadblock.Rules with { Category = "bank" };
        var rates = Given.Rates(
            Slots, (Roadblock with { Rules = rules }, 1), (Given.Campaign(2) with { Rules = rules with { Roadblock = false, Slots = ["INLINE"] } }, 1));
        Assert.Equal([1, 0, 1], Decide(rates, 1, "INLINE", "END").Ids());
    }

    private static void AssertStands(ServingRates rates, long id, double part)
    {
        var stood = Enumerable.Range(0, 5_000).Count(seed =>
        {
            var page = Decide(rates, (ulong)seed, "TOP", "END").Ids();
            Assert.Equal(page, Enumerable.Reverse(Decide(rates, (ulong)seed, "END", "TOP").Ids()));
            return page.Contains(id);
        });
        Assert.InRange(stood / 5_000.0, part - 0.02, part + 0.02);
    }

    private static LiveCampaign Block(long id, CampaignTier tier, params string[] slots)
    {
        var campaign = Given.Campaign(id, tier, slots: slots);
        return campaign with { Rules = campaign.Rules with { Roadblock = true } };
    }

    private static PageDecision Decide(ServingRates rates, ulong seed, params string[] slots) =>
        PlacementDecision.Decide(rates, Given.Page, slots, Given.Today, seed);
}
