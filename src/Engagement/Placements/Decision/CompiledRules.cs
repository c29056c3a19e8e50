using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>What a campaign asks of a page, in the numbers of <see cref="PageTerms"/>.</summary>
internal sealed class CompiledRules
{
    /// <summary>For each facet that asks for one of several: how many they are, then they.</summary>
    private readonly int[] _any;

    private readonly int[] _all;
    private readonly int[] _none;
    private readonly int[] _unsafe;
    private readonly BrandSafety _safety;

    public CompiledRules(CampaignRules rules, PageTerms terms)
    {
        (TargetFacet Facet, TermRule Rule)[] targets =
        [
            (TargetFacet.Channel, rules.Channels), (TargetFacet.Keyword, rules.Keywords),
            (TargetFacet.Company, rules.Companies), (TargetFacet.Language, rules.Languages),
        ];
        _safety = rules.Safety;
        _any = [.. targets.Where(t => t.Rule.Any.Count > 0).SelectMany(t => Numbers(t.Facet, t.Rule.Any).Prepend(t.Rule.Any.Count))];
        _all = [.. targets.SelectMany(t => Numbers(t.Facet, t.Rule.All))];
        _none = [.. targets.SelectMany(t => Numbers(t.Facet, t.Rule.None))];
        _unsafe =
        [
            .. Numbers(TargetFacet.Channel, _safety.Channels), .. Numbers(TargetFacet.Keyword, _safety.Keywords),
            .. Numbers(TargetFacet.Company, _safety.Companies),
        ];
        Wanted = [.. targets.SelectMany(t => Numbers(t.Facet, [.. t.Rule.Any, .. t.Rule.All]))];
        Category = rules.Category is { } category ? terms.NumberCategory(category) : null;

        IEnumerable<int> Numbers(TargetFacet facet, IEnumerable<string> names) => names.Select(n => terms.Number(facet, n));
    }

    /// <summary>All that is asked for, by facet.</summary>
    public IReadOnlyList<int> Wanted { get; }

    /// <summary>The number of its category.</summary>
    public int? Category { get; }

    /// <summary>TARGETING, BRAND_SAFETY or null.</summary>
    public DropReason? FirstDropped(ReadOnlySpan<ulong> terms, PageContext page)
    {
        if (!HasEachAny(terms) || !HasAll(terms) || HasOne(terms, _none))
            return DropReason.Targeting;
        return (_safety.ClosedThreads && page.IsThreadClosed) || (_safety.ReportedThreads && page.HasOpenReports)
            || (_safety.Sensitive && page.IsSensitive) || HasOne(terms, _unsafe)
            ? DropReason.BrandSafety
            : null;
    }

    private static bool HasOne(ReadOnlySpan<ulong> terms, ReadOnlySpan<int> wanted)
    {
        foreach (var term in wanted)
            if (PageTerms.Has(terms, term))
                return true;
        return false;
    }

    private bool HasAll(ReadOnlySpan<ulong> terms)
    {
        foreach (var term in _all)
            if (!PageTerms.Has(terms, term))
                return false;
        return true;
    }

    private bool HasEachAny(ReadOnlySpan<ulong> terms)
    {
        ReadOnlySpan<int> any = _any;
        for (; !any.IsEmpty; any = any[(any[0] + 1)..])
            if (!HasOne(terms, any.Slice(1, any[0])))
                return false;
        return true;
    }
}
