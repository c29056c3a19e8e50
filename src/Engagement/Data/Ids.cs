using System.Security.Cryptography;

namespace Engagement.Data;

/// <summary>
/// Makes the ids of articles, readers and every other row that is not keyed by an article's sequence: 63 bits,
/// 41 of milliseconds since 2025-01-01 (until 2094) and 22 random. Made in the process, so that no table that is
/// written in batches takes its key from the database.
/// </summary>
internal static class Ids
{
    private const int RandomBits = 22;
    private static readonly DateTime Epoch = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A new id, larger than those of earlier milliseconds; two of one millisecond are in no order.</summary>
    public static long New() => New(DateTime.UtcNow);

    /// <summary>A new id for the instant <paramref name="now"/> (UTC).</summary>
    public static long New(DateTime now) =>
        ((long)(now - Epoch).TotalMilliseconds << RandomBits) | (uint)RandomNumberGenerator.GetInt32(1 << RandomBits);
}
