using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>Chance out of a seed: the same for the same numbers, as good as independent for any others.</summary>
internal static class Draw
{
    /// <summary>The golden ratio's 64 bits, which SplitMix64 steps by.</summary>
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>A number in [0, 1), in steps of 2^−53, for a position.</summary>
    public static double Of(ulong seed, long slot, int position, CampaignTier tier) => ToUnit(Mix(seed, slot, position, (long)tier));

    /// <summary>A number in [0, n) for a position, apart from those before and after.</summary>
    public static int Evenly(int n, ulong seed, long slot, int position, CampaignTier tier) => (int)(ToUnit(Mix(~seed, slot, position, -(long)tier)) * n);

    /// <summary>A number in [0, n) for a campaign, whose id is above 0, in a position.</summary>
    public static int Of(int n, ulong seed, long slot, int position, long campaign) => (int)(ToUnit(Mix(~seed, slot, position, campaign)) * n);

    /// <summary>A number in [0, 1) for a campaign on a page as a whole, which is no position.</summary>
    public static double OfPage(ulong seed, long campaign) => ToUnit(Mix(~seed, 0, -1, campaign));

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong seed, long a, long b, long c) => Mix(Mix(Mix(Mix(seed) + (ulong)a) + (ulong)b) + (ulong)c);

    /// <summary>One step of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).</summary>
    private static ulong Mix(ulong z)
    {
        z += Step;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
