using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>
/// A page while its positions are filled, tier by tier: a later tier neither takes a position of a roadblock of an earlier one
/// nor keeps a competitor of an earlier one off the page. In a tier those with rates come first, in the order of the plan, whatever
/// order a page names its slots in; what they leave is shared evenly.
/// </summary>
internal readonly ref struct PageFill
{
    private readonly ServingRates _rates;
    private readonly PageFilter _filter;
    private readonly ulong _seed;
    private readonly IReadOnlyList<int> _shares;

    /// <summary>In the order asked.</summary>
    private readonly List<OpenSlot> _asked;

    /// <summary>In that of the index, which is the plan's.</summary>
    private readonly List<OpenSlot> _slots;

    public PageFill(ServingRates rates, PageFilter filter, IReadOnlyList<string> slotKeys, ulong seed)
    {
        _rates = rates;
        _filter = filter;
        _seed = seed;
        _asked = new(slotKeys.Count);
        for (var i = 0; i < slotKeys.Count; i++)
            if (rates.Index.SlotOf(slotKeys[i]) is >= 0 and var slot && !IsAsked(slot))
                _asked.Add(new(slot, rates.Index.Slots[slot]));
        _slots = [.. _asked];
        _slots.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        _shares = filter.Shares(_slots);
    }

    /// <summary>Draws for each position that earlier tiers left.</summary>
    public void Fill(CampaignTier tier)
    {
        foreach (var slot in _slots)
            slot.IsBegun = false;
        foreach (var slot in _slots)
            FillByRate(slot, tier);
        PlaceRoadblocksEvenly(tier);
        foreach (var slot in _slots)
            FillEvenly(slot, tier);
    }

    public PageDecision ToDecision()
    {
        ShareOfPage[] shares = _shares.Count == 0 ? [] : new ShareOfPage[_shares.Count];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = new(_rates.Index.Campaigns[_shares[i]].Id, Stands(_shares[i]));
        return new(_asked.ConvertAll(static s => new SlotPlacements(s.Slot, s.Positions)), shares);
    }

    private void FillByRate(OpenSlot slot, CampaignTier tier)
    {
        var candidates = _rates.Candidates(slot.Number, tier);
        for (var position = 0; candidates.HaveRates && position < slot.Positions.Length; position++)
            if (slot.Positions[position] is null)
            {
                var campaign = candidates.Choose(_filter.OpenNow(_slots), Draw.Of(_seed, slot.Slot.Id, position, tier));
                if (campaign >= 0 && CampaignBits.Has(_rates.Index.Roadblocks, campaign))
                    PlaceRoadblock(campaign);
                else if (campaign >= 0)
                    Place(campaign, slot, position);
                slot.IsBegun = true;
            }
    }

    /// <summary>A roadblock has a part of each of its slots: it stands as often as it would alone in that of which its part is the smallest.</summary>
    private void PlaceRoadblocksEvenly(CampaignTier tier)
    {
        var roadblocks = _rates.Roadblocks(tier);
        var isCounted = false;
        for (var i = 0; i < roadblocks.Length; i++)
        {
            if (!_filter.MayStand(roadblocks[i], _slots))
                continue;
            if (!isCounted)
                CountSharing(roadblocks[i..], tier);
            var stands = Draw.OfPage(_seed, _rates.Index.Campaigns[roadblocks[i]].Id) < PartOf(roadblocks[i]);
            if (stands)
                PlaceRoadblock(roadblocks[i]);
            else
                AddSharing(roadblocks[i], -1);
            isCounted = !stands;
        }
    }

    private void CountSharing(ReadOnlySpan<int> roadblocks, CampaignTier tier)
    {
        foreach (var slot in _slots)
            slot.Sharing = _rates.Candidates(slot.Number, tier).CountUnrated(_filter.Open);
        foreach (var roadblock in roadblocks)
            if (_filter.MayStand(roadblock, _slots))
                AddSharing(roadblock, 1);
    }

    private void AddSharing(int roadblock, int change)
    {
        foreach (var slot in _slots)
            if (_rates.Index.FirstDropped(roadblock, slot.Number) is null)
                slot.Sharing += change;
    }

    /// <summary>Of the slot of which it is the smallest, 0–1.</summary>
    private double PartOf(int roadblock)
    {
        var part = 1.0;
        foreach (var slot in _slots)
            if (_rates.Index.FirstDropped(roadblock, slot.Number) is null)
                part = Math.Min(part, (double)slot.Free / slot.Sharing);
        return part;
    }

    private void FillEvenly(OpenSlot slot, CampaignTier tier)
    {
        var candidates = _rates.Candidates(slot.Number, tier);
        for (var position = 0; position < slot.Positions.Length; position++)
            if (slot.Positions[position] is null && candidates.CountUnrated(_filter.Open) is > 0 and var count)
                Place(candidates.UnratedAt(_filter.Open, Draw.Evenly(count, _seed, slot.Slot.Id, position, tier)), slot, position);
    }

    private void Place(int campaign, OpenSlot slot, int position)
    {
        slot.Positions[position] = PlacementOf(campaign, slot, position);
        _filter.Place(campaign);
    }

    private void PlaceRoadblock(int campaign)
    {
        foreach (var slot in _slots)
            if (_rates.Index.FirstDropped(campaign, slot.Number) is null)
                slot.Positions[slot.Next] = PlacementOf(campaign, slot, slot.Next);
        _filter.Place(campaign);
    }

    private Placement PlacementOf(int campaign, OpenSlot slot, int position)
    {
        var live = _rates.Index.Campaigns[campaign];
        var fits = 0;
        for (var i = 0; i < live.Creatives.Count; i++)
            fits += live.Creatives[i].Fits(slot.Slot.Format) ? 1 : 0;
        var place = Draw.Of(fits, _seed, slot.Slot.Id, position, live.Id);
        var chosen = 0;
        while (!live.Creatives[chosen].Fits(slot.Slot.Format) || place-- > 0)
            chosen++;
        return new(slot.Slot, position, live, live.Creatives[chosen], _filter.ReasonOf(campaign));
    }

    private bool Stands(int campaign)
    {
        var id = _rates.Index.Campaigns[campaign].Id;
        foreach (var slot in _slots)
            foreach (var placement in slot.Positions)
                if (placement?.Campaign.Id == id)
                    return true;
        return false;
    }

    private bool IsAsked(int slot)
    {
        foreach (var each in _asked)
            if (each.Number == slot)
                return true;
        return false;
    }
}
