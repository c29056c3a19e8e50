using System.Buffers;

namespace Engagement.Placements.Decision;

/// <summary>What is dropped on one page, while it is filled. Of each campaign the page is looked at once.</summary>
internal readonly ref struct PageFilter
{
    /// <summary>In place of a reason: there is none.</summary>
    private const byte Passes = byte.MaxValue;

    private readonly ServingRates _rates;
    private readonly PageContext _page;
    private readonly DateOnly _day;
    private readonly ulong[] _terms;

    /// <summary>By campaign: 0, not looked at, a <see cref="DropReason"/> or <see cref="Passes"/>.</summary>
    private readonly byte[] _known;

    public PageFilter(ServingRates rates, PageContext page, DateOnly day)
    {
        (_rates, _page, _day) = (rates, page, day);
        _terms = ArrayPool<ulong>.Shared.Rent(rates.Index.Terms.Words);
        _known = ArrayPool<byte>.Shared.Rent(rates.Index.Campaigns.Length);
        _terms.AsSpan().Clear();
        _known.AsSpan(0, rates.Index.Campaigns.Length).Clear();
        rates.Index.Terms.Add(_terms, page);
    }

    /// <summary>The first filter that drops a campaign, or null.</summary>
    /// <param name="campaign">Which.</param>
    /// <param name="ofSlot">What <see cref="PlacementIndex.FirstDropped(int, int)"/> says of it; null of all <see cref="Candidates"/> of a slot.</param>
    public DropReason? FirstDropped(int campaign, DropReason? ofSlot)
    {
        var first = _known[campaign] == 0 ? _known[campaign] = OfPage(campaign) : _known[campaign];
        if (ofSlot is { } slot)
            first = Math.Min(first, (byte)slot);
        if (first > (byte)DropReason.Competition && _rates.Index.Rules[campaign].Category is { } category && PageTerms.Has(_terms, category))
            first = (byte)DropReason.Competition;
        return first == Passes ? null : (DropReason)first;
    }

    /// <summary>That a campaign, which passes, stands on the page.</summary>
    public void Place(int campaign)
    {
        _known[campaign] = (byte)DropReason.Competition;
        if (_rates.Index.Rules[campaign].Category is { } category)
            PageTerms.Add(_terms, category);
    }

    /// <summary>The first target that a campaign and the page share.</summary>
    public Target? ReasonOf(int campaign)
    {
        foreach (var term in _rates.Index.Rules[campaign].Wanted)
            if (PageTerms.Has(_terms, term))
                return _rates.Index.Terms.TargetOf(term);
        return null;
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_terms);
        ArrayPool<byte>.Shared.Return(_known);
    }

    private byte OfPage(int campaign)
    {
        var live = _rates.Index.Campaigns[campaign];
        if (!live.IsServed)
            return (byte)DropReason.NotLive;
        if (!live.IsWithinDates(_day))
            return (byte)DropReason.Dates;
        if (_rates.Index.Rules[campaign].FirstDropped(_terms, _page) is { } reason)
            return (byte)reason;
        return _rates.IsUsedUp(campaign) ? (byte)DropReason.Budget : Passes;
    }
}
