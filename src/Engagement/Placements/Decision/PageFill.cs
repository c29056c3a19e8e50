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

    /// <summary>
    /// Walks the tier in serving order to where the sum of the rates passes a number that is drawn; those who are dropped
    /// add nothing. What the sum leaves to 1 is shared evenly by those without a rate. −1: nobody.
    /// </summary>
    private int Choose(OpenSlot slot, int position, CampaignTier tier)
    {
        var (campaigns, rates) = _rates.Candidates(slot.Number, tier);
        if (campaigns.Length == 0)
            return -1;
        var drawn = Draw.Of(_seed, slot.Slot.Id, position, tier);
        var sum = 0.0;
        for (var i = 0; i < rates.Length; i++)
        {
            if (!MayStand(campaigns[i]))
                continue;
            sum += rates[i];
            if (drawn < sum)
                return campaigns[i];
        }
        return ChooseEvenly(campaigns.AsSpan(rates.Length), (drawn - sum) / (1 - sum));
    }

    /// <param name="campaigns">Of equal right.</param>
    /// <param name="drawn">In [0, 1).</param>
    private int ChooseEvenly(ReadOnlySpan<int> campaigns, double drawn)
    {
        var count = 0;
        foreach (var campaign in campaigns)
            count += MayStand(campaign) ? 1 : 0;
        var place = Math.Min((int)(drawn * count), count - 1);
        foreach (var campaign in campaigns)
            if (MayStand(campaign) && place-- == 0)
                return campaign;
        return -1;
    }

    private bool MayStand(int campaign) =>
        _filter.IsOpenTo(campaign) || (_filter.IsOpenToRoadblock(campaign) && MayBlock(campaign));

    /// <summary>Whether a roadblock can have a position of each of its slots: all are asked for, none is begun, none is full.</summary>
    private bool MayBlock(int campaign)
    {
        var open = 0;
        foreach (var each in Slots)
            if (_rates.Index.FirstDropped(campaign, each.Number) is null)
                open += !each.IsBegun && each.Next >= 0 ? 1 : 0;
        return open == _rates.Index.Campaigns[campaign].Rules.Slots.Count;
    }

    private void Place(int campaign, OpenSlot slot, int position)
    {
        if (!_rates.Index.Campaigns[campaign].Rules.Roadblock)
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
        foreach (var creative in live.Creatives)
            fits += creative.Fits(slot.Slot.Format) ? 1 : 0;
        var place = Draw.Below(fits, _seed, slot.Slot.Id, position, live.Id);
        var chosen = live.Creatives.Where(c => c.Fits(slot.Slot.Format)).ElementAt(place);
        return new(slot.Slot, position, live, chosen, _filter.ReasonOf(live));
    }

    private OpenSlot? SlotOf(int slot)
    {
        foreach (var each in Slots)
            if (each.Number == slot)
                return each;
        return null;
    }
}
