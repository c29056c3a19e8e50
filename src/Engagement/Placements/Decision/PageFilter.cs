using System.Buffers;
using System.Runtime.CompilerServices;
using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>What is dropped on one page, while it is filled. Of each campaign the page is looked at once.</summary>
internal readonly ref struct PageFilter
{
    /// <summary>In place of a reason: there is none.</summary>
    private const byte Passes = byte.MaxValue;

    /// <summary>There is none, of a roadblock.</summary>
    private const byte PassesTogether = Passes - 1;

    private readonly ServingRates _rates;
    private readonly PageFlags _flags;
    private readonly int _day;
    private readonly ulong[] _terms;

    /// <summary>By campaign: 0, not looked at; a <see cref="DropReason"/>; <see cref="Passes"/> or <see cref="PassesTogether"/>.</summary>
    private readonly byte[] _known;

    public PageFilter(ServingRates rates, PageContext page, DateOnly day)
    {
        (_rates, _flags, _day) = (rates, page.Flags, day.DayNumber);
        _terms = ArrayPool<ulong>.Shared.Rent(rates.Index.Terms.Words);
        _known = ArrayPool<byte>.Shared.Rent(rates.Index.Campaigns.Length);
        _terms.AsSpan(0, rates.Index.Terms.Words).Clear();
        _known.AsSpan(0, rates.Index.Campaigns.Length).Clear();
        rates.Index.Terms.Add(_terms, page);
    }

    /// <summary>The first filter that drops a campaign, or null.</summary>
    /// <param name="campaign">Which.</param>
    /// <param name="ofSlot">What <see cref="PlacementIndex.FirstDropped(int, int)"/> says of it; null of all <see cref="Candidates"/> of a slot.</param>
    public DropReason? FirstDropped(int campaign, DropReason? ofSlot)
    {
        var first = Math.Min(OfPage(campaign), (byte)(ofSlot ?? (DropReason)Passes));
        return first >= PassesTogether ? null : (DropReason)first;
    }

    /// <summary>Whether no filter drops a candidate of a slot, which is not a roadblock.</summary>
    public bool IsOpenTo(int candidate) => OfPage(candidate) == Passes;

    /// <summary>Whether no filter drops a candidate, which is a roadblock.</summary>
    public bool IsOpenToRoadblock(int candidate) => OfPage(candidate) == PassesTogether;

    /// <summary>That a campaign, which passes, stands on the page: it and its competitors are no longer open to it.</summary>
    public void Place(int campaign)
    {
        _known[campaign] = (byte)DropReason.Competition;
        foreach (var competitor in _rates.Index.CompetitorsOf(campaign))
            _known[competitor] = Math.Min(OfPage(competitor), (byte)DropReason.Competition);
    }

    /// <summary>The first target that a campaign and the page share.</summary>
    public Target? ReasonOf(LiveCampaign campaign) =>
        First(TargetFacet.Channel, campaign.Rules.Channels) ?? First(TargetFacet.Keyword, campaign.Rules.Keywords)
        ?? First(TargetFacet.Company, campaign.Rules.Companies) ?? First(TargetFacet.Language, campaign.Rules.Languages);

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_terms);
        ArrayPool<byte>.Shared.Return(_known);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte OfPage(int campaign) => _known[campaign] is > 0 and var known ? known : _known[campaign] = LookAt(campaign);

    private byte LookAt(int campaign)
    {
        var index = _rates.Index;
        ref readonly var compiled = ref index.Compiled[campaign];
        if ((compiled.FirstDroppedBy(_day) ?? compiled.FirstDroppedBy(_terms, _flags, index.CampaignTerms)) is { } reason)
            return (byte)reason;
        return _rates.IsUsedUp(campaign) ? (byte)DropReason.Budget : compiled.IsRoadblock ? PassesTogether : Passes;
    }

    private Target? First(TargetFacet facet, TermRule rule)
    {
        foreach (var names in (ReadOnlySpan<IReadOnlyList<string>>)[rule.Any, rule.All])
            foreach (var name in names)
                if (_rates.Index.Terms.Has(_terms, facet, name))
                    return new(facet, name);
        return null;
    }
}
