using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Engagement.Data;

namespace Engagement.Readers;

/// <summary>
/// Tells callers apart without knowing them: a keyed hash of the reader, or of address and agent where nobody signed in. The
/// key is that of the day, so that a caller is somebody else tomorrow, and nobody once the key is deleted.
/// </summary>
internal sealed class CallerHashes(DailyKeys keys, SiteDays days, TimeProvider time)
{
    /// <summary>63 bits below zero: never the id of a reader.</summary>
    public async ValueTask<long> OfAsync(long? readerId, Visitor visitor, CancellationToken cancel)
    {
        var key = await keys.OfAsync(days.Of(time.GetUtcNow().UtcDateTime), cancel);
        return Hash(key, readerId is { } id ? $"reader {id}" : $"visitor {visitor.Network} {visitor.Agent}");
    }

    private static long Hash(byte[] key, string text)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadInt64LittleEndian(hash) | long.MinValue;
    }
}
