using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Engagement.Placements.Tokens;

/// <summary>
/// What was decided, as the page sends it back: anybody can read it, nobody else can make one. It is written in the order of its
/// properties, numbers with the most significant byte first, then the first 16 bytes of HMAC-SHA256 over all of that, in base64url
/// (RFC 4648, section 5) without padding: 106 characters.
/// </summary>
/// <param name="Marks">What the decision knew of who asked.</param>
/// <param name="CampaignId">The row's.</param>
/// <param name="CreativeId">The row's.</param>
/// <param name="ArticleId">The row's.</param>
/// <param name="SlotId">The row's.</param>
/// <param name="Position">From 0.</param>
/// <param name="DecidedAt">Milliseconds since 1970, UTC.</param>
/// <param name="Seed">Of the decision.</param>
/// <param name="Nonce">Random, 63 bits: makes the token one of its millisecond.</param>
/// <param name="Agent">A keyed hash of the agent that asked.</param>
internal sealed record PlacementToken(
    TokenMarks Marks, long CampaignId, long CreativeId, long ArticleId, long SlotId, byte Position, long DecidedAt, ulong Seed, long Nonce, int Agent)
{
    private const byte FormatVersion = 1;
    private const int ClearLength = 1 + 1 + 4 * sizeof(long) + 1 + 3 * sizeof(long) + sizeof(int);
    private const int TimeAt = 35;
    private const int SignatureLength = 16;
    private const int Length = ClearLength + SignatureLength;
    private const int NoncesAtOnce = 32;

    private static readonly int TextLength = Base64Url.GetEncodedLength(Length);

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1), Skew = TimeSpan.FromMinutes(1);

    /// <summary>Random numbers that nonces are still to be made of: to ask for one costs as much as for all.</summary>
    [ThreadStatic]
    private static Queue<long>? _random;

    /// <summary>63 random bits.</summary>
    public static long NewNonce()
    {
        _random ??= new(NoncesAtOnce);
        if (_random.Count == 0)
        {
            Span<byte> bytes = stackalloc byte[NoncesAtOnce * sizeof(long)];
            RandomNumberGenerator.Fill(bytes);
            for (; !bytes.IsEmpty; bytes = bytes[sizeof(long)..])
                _random.Enqueue(BitConverter.ToInt64(bytes) & long.MaxValue);
        }
        return _random.Dequeue();
    }

    /// <summary>Whether events of it count at <paramref name="now"/>: for an hour, and a little before, since another replica's clock may be ahead.</summary>
    /// <param name="now">UTC.</param>
    public bool IsCurrent(DateTime now) => now - At <= Lifetime && !IsFromFuture(now);

    /// <summary>Whether no replica can have decided it yet.</summary>
    /// <param name="now">UTC.</param>
    public bool IsFromFuture(DateTime now) => At - now > Skew;

    /// <summary>UTC.</summary>
    public DateTime At => DateTimeOffset.FromUnixTimeMilliseconds(DecidedAt).UtcDateTime;

    /// <summary>The token as text.</summary>
    /// <param name="key">Of its day.</param>
    public string Sign(byte[] key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        KeyedHash.Compute(key, bytes[..ClearLength], signature);
        signature[..SignatureLength].CopyTo(bytes[ClearLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What a text says, whoever wrote it; null if it has not the form of a token.</summary>
    public static PlacementToken? Read(string text) => Bytes(text) is { } bytes ? Read(bytes) : null;

    /// <summary>Whether this service wrote the text.</summary>
    /// <param name="text">Of a token.</param>
    /// <param name="key">Of its day.</param>
    public static bool IsSigned(string text, byte[] key)
    {
        if (Bytes(text) is not { } bytes)
            return false;
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        KeyedHash.Compute(key, bytes.AsSpan(0, ClearLength), signature);
        return CryptographicOperations.FixedTimeEquals(signature[..SignatureLength], bytes.AsSpan(ClearLength));
    }

    private static byte[]? Bytes(string text)
    {
        if (text.Length != TextLength)
            return null;
        var bytes = new byte[Length];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done && written == Length && bytes[0] == FormatVersion && IsTime(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(TimeAt))) ? bytes : null;
    }

    /// <summary>From 1970 to the year 9999: what <see cref="At"/> can say.</summary>
    private static bool IsTime(long milliseconds) => milliseconds is >= 0 and < 253_402_300_800_000;

    private void Write(Span<byte> bytes)
    {
        (bytes[0], bytes[1]) = (FormatVersion, (byte)Marks);
        var rest = bytes[2..];
        foreach (var id in (ReadOnlySpan<long>)[CampaignId, CreativeId, ArticleId, SlotId])
            rest = Put(rest, id);
        rest[0] = Position;
        rest = rest[1..];
        foreach (var number in (ReadOnlySpan<long>)[DecidedAt, unchecked((long)Seed), Nonce])
            rest = Put(rest, number);
        BinaryPrimitives.WriteInt32BigEndian(rest, Agent);
    }

    private static Span<byte> Put(Span<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes[sizeof(long)..];
    }

    private static PlacementToken Read(ReadOnlySpan<byte> bytes)
    {
        return new(
            (TokenMarks)bytes[1], Long(bytes, 2), Long(bytes, 10), Long(bytes, 18), Long(bytes, 26), bytes[34],
            Long(bytes, TimeAt), unchecked((ulong)Long(bytes, 43)), Long(bytes, 51), BinaryPrimitives.ReadInt32BigEndian(bytes[59..]));

        static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64BigEndian(bytes[at..]);
    }
}
