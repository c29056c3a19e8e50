namespace Engagement.Placements.Decision;

/// <summary>Whom a tier may serve in a slot, without regard to the page.</summary>
/// <param name="rated">In serving order.</param>
/// <param name="rates">Theirs.</param>
/// <param name="unrated">Bits of those who share evenly what the rates leave; null: there are none.</param>
internal sealed class Candidates(int[] rated, double[] rates, ulong[]? unrated)
{
    public bool IsEmpty => rated.Length == 0 && unrated is null;

    /// <summary>
    /// Walks in serving order to where the sum of the rates passes a number; those who are not open add nothing. What the sum leaves
    /// to 1 is shared evenly by those without a rate. −1: nobody.
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
        return unrated is null ? -1 : ChooseEvenly(open, unrated, (drawn - sum) / (1 - sum));
    }

    private static int ChooseEvenly(ReadOnlySpan<ulong> open, ReadOnlySpan<ulong> campaigns, double drawn)
    {
        var count = CampaignBits.CountCommon(campaigns, open);
        return count == 0 ? -1 : CampaignBits.CommonAt(campaigns, open, Math.Min((int)(drawn * count), count - 1));
    }
}
