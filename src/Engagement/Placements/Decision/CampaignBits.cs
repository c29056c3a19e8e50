using System.Numerics;

namespace Engagement.Placements.Decision;

/// <summary>Sets of campaigns as bits, by their place in an index: a decision may look at all campaigns of a site, 64 at a time.</summary>
internal static class CampaignBits
{
    /// <summary>How many <see langword="ulong"/>s hold so many bits.</summary>
    public static int Words(int count) => (count + 63) / 64;

    public static ulong[] Of(int count, IEnumerable<int> campaigns)
    {
        var bits = new ulong[Words(count)];
        foreach (var campaign in campaigns)
            Add(bits, campaign);
        return bits;
    }

    public static bool Has(ReadOnlySpan<ulong> bits, int campaign) => (bits[campaign >> 6] >> campaign & 1) != 0;

    public static void Add(Span<ulong> bits, int campaign) => bits[campaign >> 6] |= 1UL << campaign;

    public static void Remove(Span<ulong> bits, int campaign) => bits[campaign >> 6] &= ~(1UL << campaign);

    public static void Or(Span<ulong> bits, ReadOnlySpan<ulong> others)
    {
        var i = 0;
        for (; i <= bits.Length - Vector<ulong>.Count; i += Vector<ulong>.Count)
            (new Vector<ulong>(bits[i..]) | new Vector<ulong>(others[i..])).CopyTo(bits[i..]);
        for (; i < bits.Length; i++)
            bits[i] |= others[i];
    }

    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> others)
    {
        var i = 0;
        for (; i <= bits.Length - Vector<ulong>.Count; i += Vector<ulong>.Count)
            (new Vector<ulong>(bits[i..]) & new Vector<ulong>(others[i..])).CopyTo(bits[i..]);
        for (; i < bits.Length; i++)
            bits[i] &= others[i];
    }

    public static void AndNot(Span<ulong> bits, ReadOnlySpan<ulong> others)
    {
        var i = 0;
        for (; i <= bits.Length - Vector<ulong>.Count; i += Vector<ulong>.Count)
            Vector.AndNot(new Vector<ulong>(bits[i..]), new Vector<ulong>(others[i..])).CopyTo(bits[i..]);
        for (; i < bits.Length; i++)
            bits[i] &= ~others[i];
    }

    public static bool HaveCommon(ReadOnlySpan<ulong> bits, ReadOnlySpan<ulong> others)
    {
        for (var i = 0; i < bits.Length; i++)
            if ((bits[i] & others[i]) != 0)
                return true;
        return false;
    }

    public static int CountCommon(ReadOnlySpan<ulong> bits, ReadOnlySpan<ulong> others)
    {
        var count = 0;
        for (var i = 0; i < bits.Length; i++)
            count += BitOperations.PopCount(bits[i] & others[i]);
        return count;
    }

    /// <summary>What is in both, from the least.</summary>
    /// <param name="bits">One.</param>
    /// <param name="others">The other.</param>
    /// <param name="place">From 0; less than <see cref="CountCommon"/>.</param>
    public static int CommonAt(ReadOnlySpan<ulong> bits, ReadOnlySpan<ulong> others, int place)
    {
        var i = 0;
        for (int count; place >= (count = BitOperations.PopCount(bits[i] & others[i])); i++)
            place -= count;
        var word = bits[i] & others[i];
        for (; place > 0; place--)
            word &= word - 1;
        return (i * 64) + BitOperations.TrailingZeroCount(word);
    }
}
