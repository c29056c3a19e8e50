using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>
/// A page while its positions are filled, tier by tier: a later tier neither takes a position of a roadblock of an earlier one
/// nor keeps a competitor of an earlier one off the page.
/// </summary>
internal readonly ref struct PageFill
{
    private readonly ServingRates _rates;
    private readonly PageFilter _filter;
    private readonly ulong _seed;

    public PageFill(ServingRates rates, PageFilter filter, IReadOnlyList<string> slotKeys, ulong seed)
    {
        _rates = rates;
        _filter = filter;
        _seed = seed;
        Slots = new(slotKeys.Count);
        for (var i = 0; i < slotKeys.Count; i++)
            if (rates.Index.SlotOf(slotKeys[i]) is >= 0 and var slot && SlotOf(slot) is null)
                Slots.Add(new(slot, rates.Index.Slots[slot]));
    }

    /// <summary>In the order asked.</summary>
    public List<OpenSlot> Slots { get; }

    /// <summary>Draws for each position that earlier tiers left.</summary>
    public void Fill(CampaignTier tier)
    {
        foreach (var slot in Slots)
            slot.IsBegun = false;
        foreach (var slot in Slots)
            for (var position = 0; position < slot.Positions.Length; position++)
                if (slot.Positions[position] is null)
                {
                    if (Choose(slot, position, tier) is >= 0 and var campaign)
                        Place(campaign, slot, position);
                    slot.IsBegun = true;
                }
    }

    public PageDecision ToDecision() => new(Slots.ConvertAll(s => new SlotPlacements(s.Slot, s.Positions)));

    /// <summary>−1: nobody.</summary>
    private int Choose(OpenSlot slot, int position, CampaignTier tier)
    {
        var candidates = _rates.Candidates(slot.Number, tier);
        return candidates.IsEmpty ? -1 : candidates.Choose(_filter.OpenNow(Slots), Draw.Of(_seed, slot.Slot.Id, position, tier));
    }

    private void Place(int campaign, OpenSlot slot, int position)
    {
        if (!CampaignBits.Has(_rates.Index.Roadblocks, campaign))
            slot.Positions[position] = PlacementOf(campaign, slot, position);
        else
            foreach (var each in Slots)
                if (_rates.Index.FirstDropped(campaign, each.Number) is null)
                    each.Positions[each.Next] = PlacementOf(campaign, each, each.Next);
        _filter.Place(campaign);
    }

    private Placement PlacementOf(int campaign, OpenSlot slot, int position)
    {
        var live = _rates.Index.Campaigns[campaign];
        var fits = 0;
        for (var i = 0; i < live.Creatives.Count; i++)
            fits += live.Creatives[i].Fits(slot.Slot.Format) ? 1 : 0;
        var place = Draw.Below(fits, _seed, slot.Slot.Id, position, live.Id);
        var chosen = 0;
        while (!live.Creatives[chosen].Fits(slot.Slot.Format) || place-- > 0)
            chosen++;
        return new(slot.Slot, position, live, live.Creatives[chosen], _filter.ReasonOf(campaign));
    }

    private OpenSlot? SlotOf(int slot)
    {
        foreach (var each in Slots)
            if (each.Number == slot)
                return each;
        return null;
    }
}
