using System.Numerics;
using Engagement.Placements.Decision;

namespace Engagement.Placements.Forecasts;

/// <summary>
/// Pages that are alike to all campaigns, since a plan costs groups × days × campaigns: at most 100 of them, those with the most
/// traffic, and those that a campaign would have no group without, at most 500 in all. The others are each added to that one whose
/// campaigns differ least; whoever has no group then is served without a plan.
/// </summary>
internal static class PageGroups
{
    public const int Most = 100, MostInAll = 500;

    /// <summary>The pages of each group; the first stands for them.</summary>
    /// <param name="pages">All.</param>
    /// <param name="index">Whose campaigns tell them apart.</param>
    /// <param name="wanted">The campaign that all is about: no page is taken for one of its that is none, nor the other way round.</param>
    public static IReadOnlyList<IReadOnlyList<PageTraffic>> Of(IEnumerable<PageTraffic> pages, PlacementIndex index, int? wanted)
    {
        var groups = pages.GroupBy(p => index.FittingOn(p.Page), new SameBits())
            .Select(g => (Fitting: g.Key, Pages: g.OrderByDescending(p => p.Positions).ToList()))
            .OrderByDescending(g => g.Pages.Sum(p => p.Positions)).ToList();
        if (groups.FindIndex(g => IsWanted(g.Fitting)) is > 0 and var first)
        {
            groups.Insert(0, groups[first]); // one of its is kept; the others keep their order
            groups.RemoveAt(first + 1);
        }
        if (groups.Count <= Most)
            return groups.ConvertAll(g => g.Pages);
        var (kept, covered) = (new List<(ulong[] Fitting, List<PageTraffic> Pages)>(), new ulong[index.Words]);
        var others = new List<(ulong[] Fitting, List<PageTraffic> Pages)>();
        foreach (var group in groups)
        {
            var isKept = kept.Count < Most || (kept.Count < MostInAll && group.Fitting.Zip(covered, (own, all) => own & ~all).Any(news => news != 0));
            (isKept ? kept : others).Add(group);
            if (isKept)
                CampaignBits.Or(covered, group.Fitting);
        }
        foreach (var (fitting, those) in others)
            kept.MinBy(k => (IsWanted(k.Fitting) != IsWanted(fitting), Difference(k.Fitting, fitting))).Pages.AddRange(those);
        return kept.ConvertAll(g => g.Pages);

        bool IsWanted(ulong[] fitting) => wanted is { } place && CampaignBits.Has(fitting, place);
    }

    private static int Difference(ulong[] one, ulong[] other)
    {
        var count = 0;
        for (var i = 0; i < one.Length; i++)
            count += BitOperations.PopCount(one[i] ^ other[i]);
        return count;
    }

    private sealed class SameBits : IEqualityComparer<ulong[]>
    {
        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] bits)
        {
            var hash = new HashCode();
            foreach (var word in bits)
                hash.Add(word);
            return hash.ToHashCode();
        }
    }
}
