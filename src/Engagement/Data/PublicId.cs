using System.Diagnostics.CodeAnalysis;

namespace Engagement.Data;

/// <summary>
/// The public form of an id: <c>{prefix}_{characters}</c>, lower-case Crockford base 32, opaque to callers. A plain id is
/// 13 characters; a comment's holds the article's 13 and then its sequence number in as few as it needs. One number has
/// exactly one form: what is not written as <see cref="Format(string, long)"/> would write it is no id.
/// </summary>
internal static class PublicId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int FixedLength = 13;
    private const int MaxLength = 4 + FixedLength + FixedLength;

    /// <summary>The public id of a row of the type that <paramref name="prefix"/> names, such as <c>art</c>.</summary>
    public static string Format(string prefix, long id) => $"{prefix}_{Encode(id, FixedLength)}";

    /// <summary>The public id of a row that is keyed by article and sequence number.</summary>
    public static string Format(string prefix, long articleId, long seq) =>
        $"{prefix}_{Encode(articleId, FixedLength)}{Encode(seq, 1)}";

    /// <summary>Reads a plain id; false for anything that <see cref="Format(string, long)"/> does not write.</summary>
    public static bool TryParse(string prefix, string? text, out long id)
    {
        id = 0;
        return Payload(prefix, text) is { Length: FixedLength } payload && TryDecode(payload, out id);
    }

    /// <summary>Reads an id of article and sequence number; false for anything else.</summary>
    public static bool TryParse(string prefix, string? text, out long articleId, out long seq)
    {
        (articleId, seq) = (0, 0);
        return Payload(prefix, text) is { Length: > FixedLength } payload
            && payload[FixedLength] != Alphabet[0]
            && TryDecode(payload[..FixedLength], out articleId)
            && TryDecode(payload[FixedLength..], out seq);
    }

    private static string? Payload(string prefix, [NotNullWhen(true)] string? text) =>
        text is { Length: <= MaxLength } && text.Length > prefix.Length + 1
        && text.StartsWith(prefix, StringComparison.Ordinal) && text[prefix.Length] == '_'
            ? text[(prefix.Length + 1)..]
            : null;

    private static string Encode(long value, int atLeast)
    {
        Span<char> digits = stackalloc char[FixedLength];
        var start = FixedLength;
        for (; value > 0 || FixedLength - start < atLeast; value >>= 5)
            digits[--start] = Alphabet[(int)(value & 31)];
        return new string(digits[start..]);
    }

    private static bool TryDecode(string digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            var five = Alphabet.IndexOf(digit);
            if (five < 0 || value > long.MaxValue >> 5)
                return false;
            value = (value << 5) | (uint)five;
        }
        return true;
    }
}
