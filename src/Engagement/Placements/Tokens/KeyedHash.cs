using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Engagement.Placements.Tokens;

/// <summary>
/// HMAC-SHA256 of what is short. Most of the time of one goes to making it ready for its key, so those that are ready are used again;
/// they go when their key goes.
/// </summary>
internal static class KeyedHash
{
    private static readonly ConditionalWeakTable<byte[], ConcurrentBag<IncrementalHash>> Ready = [];

    /// <param name="key">Known by being the same array.</param>
    /// <param name="message">What is hashed.</param>
    /// <param name="hash">Takes 32 bytes.</param>
    public static void Compute(byte[] key, ReadOnlySpan<byte> message, Span<byte> hash)
    {
        var ready = Ready.GetOrCreateValue(key);
        if (!ready.TryTake(out var hmac))
            hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(message);
        hmac.GetHashAndReset(hash);
        ready.Add(hmac);
    }
}
