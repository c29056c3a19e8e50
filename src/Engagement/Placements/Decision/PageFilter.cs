using System.Buffers;

namespace Engagement.Placements.Decision;

/// <summary>Who may stand on one page, while it is filled.</summary>
internal readonly ref struct PageFilter
{
    private readonly PlacementIndex _index;
    private readonly ulong[] _terms;
    private readonly ulong[] _rented;
    private readonly Span<ulong> _targeted;
    private readonly Span<ulong> _safe;

    private readonly Span<ulong> _open;

    /// <summary>Those of <see cref="Open"/> who have room.</summary>
    private readonly Span<ulong> _now;

    public PageFilter(ServingRates rates, PageContext page, DateOnly day)
    {
        _index = rates.Index;
        _terms = ArrayPool<ulong>.Shared.Rent(_index.Terms.Words);
        var terms = _terms.AsSpan(0, _index.Terms.Words);
        terms.Clear();
        _index.Terms.Add(terms, page);
        var words = _index.Words;
        _rented = ArrayPool<ulong>.Shared.Rent(4 * words);
        _targeted = _rented.AsSpan(0, words);
        _safe = _rented.AsSpan(words, words);
        _open = _rented.AsSpan(2 * words, words);
        _now = _rented.AsSpan(3 * words, words);
        _index.Targets.Match(terms, page.Flags, _targeted, _safe);
        _index.ServedOn(day.DayNumber).CopyTo(_open);
        CampaignBits.And(_open, _targeted);
        CampaignBits.And(_open, _safe);
        CampaignBits.AndNot(_open, rates.UsedUp);
        HasRoadblocks = CampaignBits.HaveCommon(_open, _index.Roadblocks);
    }

    /// <summary>Whether any may stand on the page.</summary>
    private bool HasRoadblocks { get; }

    /// <summary>Bits of those whom no filter drops; a roadblock may lack room.</summary>
    public ReadOnlySpan<ulong> Open => _open;

    /// <summary>TARGETING, BRAND_SAFETY or null.</summary>
    public DropReason? FirstDropped(int campaign) =>
        !CampaignBits.Has(_targeted, campaign) ? DropReason.Targeting : !CampaignBits.Has(_safe, campaign) ? DropReason.BrandSafety : null;

    /// <summary>
    /// Bits of those who may be chosen for the next position: of roadblocks those who can have a position of each of their slots, since
    /// all are asked for, none is begun, none is full.
    /// </summary>
    /// <param name="slots">Of the page.</param>
    public ReadOnlySpan<ulong> OpenNow(List<OpenSlot> slots)
    {
        if (!HasRoadblocks)
            return _open;
        _open.CopyTo(_now);
        for (var slot = 0; slot < _index.Slots.Length; slot++)
            if (!HasRoom(slots, slot))
                _index.RoadblocksOf(slot).RemoveFrom(_now);
        return _now;
    }

    /// <summary>
    /// Who is to have a share of such pages: asked before anybody is placed, those who could stand on it if there were nobody else.
    /// </summary>
    /// <param name="slots">Of the page.</param>
    public IReadOnlyList<int> Shares(List<OpenSlot> slots)
    {
        List<int>? shares = null;
        foreach (var campaign in _index.Shares)
            if (MayStand(campaign, slots))
                (shares ??= []).Add(campaign);
        return shares ?? [];
    }

    /// <summary>Whether a campaign may be chosen for a free position of a slot, a roadblock for one of each of its slots.</summary>
    public bool MayStand(int campaign, List<OpenSlot> slots)
    {
        if (!CampaignBits.Has(_open, campaign))
            return false;
        var fitting = 0;
        foreach (var each in slots)
            fitting += each.Next >= 0 && _index.FirstDropped(campaign, each.Number) is null ? 1 : 0;
        return fitting >= (CampaignBits.Has(_index.Roadblocks, campaign) ? _index.Campaigns[campaign].Rules.Slots.Count : 1);
    }

    /// <summary>That a campaign stands on the page: it and its competitors are no longer open to it.</summary>
    public void Place(int campaign)
    {
        CampaignBits.Remove(_open, campaign);
        if (_index.CategoryOf(campaign) is >= 0 and var category)
            _index.OfCategory(category).RemoveFrom(_open);
    }

    /// <summary>See <see cref="PlacementIndex.ReasonOf"/>.</summary>
    public Target? ReasonOf(int campaign) => _index.ReasonOf(campaign, _terms);

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_terms);
        ArrayPool<ulong>.Shared.Return(_rented);
    }

    private static bool HasRoom(List<OpenSlot> slots, int number)
    {
        foreach (var each in slots)
            if (each.Number == number)
                return !each.IsBegun && each.Next >= 0;
        return false;
    }
}
