namespace Engagement.Graph.Limits;

/// <summary>Sums and products of counts ≥ 0 that stop at <see cref="Most"/> instead of wrapping round.</summary>
internal static class Count
{
    /// <summary>2^31 − 1, so that a client can read any count as a GraphQL or JSON integer.</summary>
    public const long Most = int.MaxValue;

    public static long Add(long a, long b) => Math.Min(a + b, Most);

    // Both are at most 2^31 − 1: the product fits 64 bits.
    public static long Multiply(long a, long b) => Math.Min(a * b, Most);

    /// <summary>True if the limit is set (neither null nor 0) and passed.</summary>
    public static bool IsOver(this long actual, int? setLimit, out long limit)
    {
        limit = setLimit ?? 0;
        return limit > 0 && actual > limit;
    }
}
