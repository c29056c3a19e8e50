using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>
/// What a campaign asks of a page and its day, in few bytes: a decision may look at all campaigns of a site. The terms
/// stand in a list that all campaigns share; a page is a set of them, see <see cref="PageTerms"/>.
/// </summary>
internal readonly struct CompiledCampaign
{
    private readonly int _firstDay;
    private readonly int _lastDay;

    /// <summary>From here, for each facet that asks for one of several: how many they are, then they.</summary>
    private readonly int _any;

    /// <summary>From here those that are asked for all; then those that are not to be there, and those of unsafe pages.</summary>
    private readonly int _all;

    private readonly int _none;
    private readonly int _unsafe;
    private readonly int _end;
    private readonly PageFlags _unsafeFlags;
    private readonly bool _isServed;

    /// <param name="live">The campaign.</param>
    /// <param name="terms">Numbers its names.</param>
    /// <param name="shared">Its terms are added to it.</param>
    public CompiledCampaign(LiveCampaign live, PageTerms terms, List<int> shared)
    {
        (TargetFacet Facet, TermRule Rule)[] rules =
        [
            (TargetFacet.Channel, live.Rules.Channels), (TargetFacet.Keyword, live.Rules.Keywords),
            (TargetFacet.Company, live.Rules.Companies), (TargetFacet.Language, live.Rules.Languages),
        ];
        var safety = live.Rules.Safety;
        (_firstDay, _lastDay, _isServed) = (live.StartsOn.DayNumber, live.EndsOn.DayNumber, live.IsServed);
        _unsafeFlags = (safety.ClosedThreads ? PageFlags.ClosedThread : 0) | (safety.ReportedThreads ? PageFlags.ReportedThread : 0)
            | (safety.Sensitive ? PageFlags.Sensitive : 0);
        IsRoadblock = live.Rules.Roadblock;
        Category = live.Rules.Category is { } category ? terms.NumberCategory(category) : -1;

        _any = shared.Count;
        shared.AddRange(rules.Where(r => r.Rule.Any.Count > 0).SelectMany(r => Numbers(r.Facet, r.Rule.Any).Prepend(r.Rule.Any.Count)));
        _all = shared.Count;
        shared.AddRange(rules.SelectMany(r => Numbers(r.Facet, r.Rule.All)));
        _none = shared.Count;
        shared.AddRange(rules.SelectMany(r => Numbers(r.Facet, r.Rule.None)));
        _unsafe = shared.Count;
        shared.AddRange(Numbers(TargetFacet.Channel, safety.Channels));
        shared.AddRange(Numbers(TargetFacet.Keyword, safety.Keywords));
        shared.AddRange(Numbers(TargetFacet.Company, safety.Companies));
        _end = shared.Count;

        IEnumerable<int> Numbers(TargetFacet facet, IEnumerable<string> names) => names.Select(n => terms.Number(facet, n));
    }

    /// <summary>The number of its category, or −1.</summary>
    public int Category { get; }

    public bool IsRoadblock { get; }

    /// <summary>NOT_LIVE, DATES or null.</summary>
    public DropReason? FirstDroppedBy(int day) =>
        !_isServed ? DropReason.NotLive : day < _firstDay || day > _lastDay ? DropReason.Dates : null;

    /// <summary>TARGETING, BRAND_SAFETY or null.</summary>
    public DropReason? FirstDroppedBy(ReadOnlySpan<ulong> page, PageFlags flags, int[] shared)
    {
        for (var group = _any; group < _all; group += shared[group] + 1)
            if (!HasOne(page, shared.AsSpan(group + 1, shared[group])))
                return DropReason.Targeting;
        for (var term = _all; term < _none; term++)
            if (!PageTerms.Has(page, shared[term]))
                return DropReason.Targeting;
        if (HasOne(page, shared.AsSpan(_none.._unsafe)))
            return DropReason.Targeting;
        return (flags & _unsafeFlags) != 0 || HasOne(page, shared.AsSpan(_unsafe.._end)) ? DropReason.BrandSafety : null;
    }

    private static bool HasOne(ReadOnlySpan<ulong> page, ReadOnlySpan<int> terms)
    {
        foreach (var term in terms)
            if (PageTerms.Has(page, term))
                return true;
        return false;
    }
}

/// <summary>What is not a name.</summary>
[Flags]
internal enum PageFlags : byte
{
    None = 0,
    ClosedThread = 1,
    ReportedThread = 2,
    Sensitive = 4,
}
