using System.Security.Cryptography;

namespace Engagement.Data;

/// <summary>
/// Makes the ids of articles, readers and every other row that is not keyed by an article's sequence: 63 bits,
/// 41 of milliseconds since 2025-01-01 (until 2094) and 22 random. Made in the process, so that no table that is
/// written in batches takes its key from the database. Within a process each is larger than the one before, whatever the
/// clock does; two processes make the same one only by a chance of one in four million for each pair of one millisecond.
/// </summary>
internal static class Ids
{
    private const int RandomBits = 22;

    /// <summary>How far ids of one millisecond are apart at most: little enough that thousands of them fit.</summary>
    private const int MaxStep = 256;

    private static readonly DateTime Epoch = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Lock Making = new();
    private static long _last;

    /// <summary>A new id.</summary>
    /// <param name="now">UTC.</param>
    public static long New(DateTime now)
    {
        var id = ((long)(now - Epoch).TotalMilliseconds << RandomBits) | (uint)RandomNumberGenerator.GetInt32(1 << RandomBits);
        lock (Making)
            return _last = id >> RandomBits > _last >> RandomBits ? id : _last + RandomNumberGenerator.GetInt32(1, MaxStep);
    }
}
