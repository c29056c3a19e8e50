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
    public ValueTask<long> OfCallerAsync(long? readerId, Visitor visitor, CancellationToken cancel) =>
        HashAsync(readerId is { } id ? $"reader {id}" : $"visitor {visitor.Network} {visitor.Agent}", cancel);

    /// <summary>The same of the address alone.</summary>
    public ValueTask<long> OfAddressAsync(Visitor visitor, CancellationToken cancel) => HashAsync($"address {visitor.Network}", cancel);

    private async ValueTask<long> HashAsync(string text, CancellationToken cancel) =>
        Hash(await keys.OfAsync(days.Of(time.GetUtcNow().UtcDateTime), cancel), text);

    private static long Hash(byte[] key, string text)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadInt64LittleEndian(hash) | long.MinValue;
    }
}
