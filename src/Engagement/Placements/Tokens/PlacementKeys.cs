using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Engagement.Data;
using Engagement.Readers;

namespace Engagement.Placements.Tokens;

/// <summary>
/// The keys of tokens: one for each day of the site, derived (HKDF, RFC 5869) from the secret of the day that all replicas share.
/// They change by themselves, and are gone soon after their day.
/// </summary>
internal sealed class PlacementKeys(DailyKeys keys, SiteDays days)
{
    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("placement tokens");

    private readonly ConcurrentDictionary<DateOnly, byte[]> _known = [];

    /// <summary>256 bits.</summary>
    /// <param name="instant">Of the decision, UTC.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<byte[]> OfAsync(DateTime instant, CancellationToken cancel)
    {
        var day = days.Of(instant);
        if (_known.TryGetValue(day, out var known))
            return known;
        var key = Derive(await keys.OfAsync(day, cancel));
        foreach (var old in _known.Keys.Where(d => d < day.AddDays(-1)))
            _known.TryRemove(old, out _);
        return _known[day] = key;
    }

    /// <summary>The same of a day that may be long gone, or was never: then null.</summary>
    public async Task<byte[]?> FindAsync(DateTime instant, CancellationToken cancel)
    {
        var day = days.Of(instant);
        return _known.TryGetValue(day, out var known) ? known : await keys.FindAsync(day, cancel) is { } secret ? Derive(secret) : null;
    }

    private static byte[] Derive(byte[] secret) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Purpose);

    /// <summary>Tells agents apart without keeping them.</summary>
    /// <param name="key">Of the day.</param>
    /// <param name="agent"><c>User-Agent</c>, or null.</param>
    public static int AgentOf(byte[] key, string? agent)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        KeyedHash.Compute(key, Encoding.UTF8.GetBytes($"agent {agent}"), hash);
        return BinaryPrimitives.ReadInt32BigEndian(hash);
    }
}
