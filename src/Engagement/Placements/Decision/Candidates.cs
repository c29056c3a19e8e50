namespace Engagement.Placements.Decision;

/// <summary>Whom a tier may serve in a slot, without regard to the page.</summary>
/// <param name="rated">In serving order.</param>
/// <param name="rates">Theirs.</param>
/// <param name="unrated">Bits of those who share evenly what the rates leave, but for roadblocks; null: there are none.</param>
internal sealed class Candidates(int[] rated, double[] rates, ulong[]? unrated)
{
    public bool HaveRates => rated.Length > 0;

    /// <summary>
    /// Walks in serving order to where the sum of the rates passes a number; those who are not open add nothing. −1: nobody.
    /// </summary>
    /// <param name="open">Bits of those who may stand there.</param>
    /// <param name="drawn">In [0, 1).</param>
    public int Choose(ReadOnlySpan<ulong> open, double drawn)
    {
        var sum = 0.0;
        var order = rated.AsSpan();
        var parts = rates.AsSpan(0, order.Length);
        for (var i = 0; i < order.Length; i++)
        {
            // Without a branch on who is open, which cannot be foretold: all bits of the rate, or none.
            var isOpen = open[order[i] >> 6] >> order[i] & 1;
            sum += BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(parts[i]) & (0 - isOpen));
            if (drawn < sum)
                return order[i];
        }
        return -1;
    }

    /// <summary>How many of those who share evenly are open.</summary>
    public int CountUnrated(ReadOnlySpan<ulong> open) => unrated is null ? 0 : CampaignBits.CountCommon(unrated, open);

    /// <summary>One of them.</summary>
    /// <param name="open">Bits of those who may stand there.</param>
    /// <param name="place">From 0; less than <see cref="CountUnrated"/>.</param>
    public int UnratedAt(ReadOnlySpan<ulong> open, int place) => CampaignBits.CommonAt(unrated, open, place);
}
