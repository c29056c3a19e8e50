using System.Buffers;
using System.Globalization;
using System.Text;

namespace Engagement.Data;

/// <summary>Why a text is not taken.</summary>
internal enum TextProblem
{
    /// <summary>Null, or nothing that a reader would see.</summary>
    Missing,

    /// <summary>More characters than allowed.</summary>
    TooLong,

    /// <summary>More bytes of UTF-8 than allowed.</summary>
    TooManyBytes,

    /// <summary>Holds U+0000 or half of a surrogate pair; a key also: a control character or outer white space; a line also: what breaks or turns it.</summary>
    Malformed,
}

/// <summary>A refusal of a text.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Limit">The limit that was passed: characters for <see cref="TextProblem.TooLong"/>, bytes for
/// <see cref="TextProblem.TooManyBytes"/>, else null.</param>
internal readonly record struct TextRefusal(TextProblem Problem, int? Limit = null);

/// <summary>
/// What every text must fulfil before anything else looks at it. Nothing is changed: a text is stored as it was typed.
/// Each check is linear in the text, and what costs least is refused first.
/// </summary>
internal static class TextRules
{
    /// <summary>A user-perceived character may be several UTF-16 code units: columns of counted text leave room for four each.</summary>
    public const int UnitsPerCharacter = 4;

    /// <summary>
    /// A text in a normalisation form of Unicode. What .NET refuses to normalise (half of a surrogate pair, the noncharacters
    /// U+FFFE and U+FFFF of each plane) becomes U+FFFD.
    /// </summary>
    public static string Normalise(string text, NormalizationForm form)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half of a pair comes as U+FFFD
            clean.Append((rune.Value & 0xFFFE) == 0xFFFE ? Rune.ReplacementChar : rune);
        return clean.ToString().Normalize(form);
    }

    /// <summary>Checks a text that people read: a body, title, name, note.</summary>
    /// <param name="text">As it arrived; null counts as empty.</param>
    /// <param name="minCharacters">0 lets a text be empty.</param>
    /// <param name="maxCharacters">Both limits count user-perceived characters (extended grapheme clusters, UAX #29)
    /// without outer white space.</param>
    /// <param name="maxBytes">Of UTF-8, outer white space included. One character may hold any number of combining
    /// marks, so without this limit a text of few characters can still be as large as the request that brings it.</param>
    /// <returns>Null if the text is fine.</returns>
    public static TextRefusal? Check(string? text, int minCharacters, int maxCharacters, int? maxBytes)
    {
        text ??= "";

        // A UTF-16 unit is at least one byte of UTF-8: the first comparison reads nothing of a huge text. Of the two limits
        // the one is told that people count by.
        if (maxBytes is { } bytes && (text.Length > bytes || Encoding.UTF8.GetByteCount(text) > bytes))
        {
            return Characters(text.AsSpan(0, Math.Min(text.Length, bytes)), maxCharacters) > maxCharacters
                ? new(TextProblem.TooLong, maxCharacters)
                : new(TextProblem.TooManyBytes, bytes);
        }
        if (text.Contains('\0') || HoldsHalfPair(text))
            return new(TextProblem.Malformed);
        if (minCharacters > 0 && !HoldsSomethingToSee(text))
            return new(TextProblem.Missing);

        var characters = Characters(text, maxCharacters);
        return characters > maxCharacters ? new(TextProblem.TooLong, maxCharacters)
            : characters < minCharacters ? new(TextProblem.Missing)
            : null;
    }

    /// <summary>
    /// Checks a text that stands beside others' in one line, such as a name or a headline: as <see cref="Check"/>, and without control
    /// characters, line breaks and what turns text.
    /// </summary>
    public static TextRefusal? CheckLine(string text, int maxCharacters) =>
        Check(text, 1, maxCharacters, maxCharacters * UnitsPerCharacter) ?? (text.EnumerateRunes().Any(rune => BreaksLine(rune) || TurnsText(rune)) ? new(TextProblem.Malformed) : null);

    /// <summary>Embeddings, overrides and isolates (UAX #9, section 2): they reach beyond the text and feign others'.</summary>
    public static bool TurnsText(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Control characters, and what Unicode separates lines and paragraphs with.</summary>
    public static bool BreaksLine(Rune rune) =>
        Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>
    /// Checks a text that machines compare exactly: a publisher's key, a subject, an idempotency key. Counts UTF-16
    /// units, as columns of SQL Server and the string length of most languages do, so that a column of
    /// <paramref name="max"/> characters holds it on every engine; for ASCII that is the number of characters.
    /// </summary>
    /// <param name="key">1 to <paramref name="max"/> units without control characters, outer white space and halves of
    /// surrogate pairs.</param>
    /// <param name="max">UTF-16 units.</param>
    /// <returns>Null if the key is fine.</returns>
    public static TextRefusal? CheckKey(string? key, int max)
    {
        if (string.IsNullOrEmpty(key))
            return new(TextProblem.Missing);
        if (key.Length > max)
            return new(TextProblem.TooLong, max);

        var outerSpace = char.IsWhiteSpace(key[0]) || char.IsWhiteSpace(key[^1]);
        return outerSpace || key.Any(char.IsControl) || HoldsHalfPair(key) ? new(TextProblem.Malformed) : null;
    }

    /// <summary>
    /// Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties.txt) but for those that are format characters: fillers of Hangul,
    /// variation selectors; and the blank of braille.
    /// </summary>
    private static bool IsFiller(Rune rune) => rune.Value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>User-perceived characters without outer white space; of more than <paramref name="most"/> one more is counted.</summary>
    private static int Characters(ReadOnlySpan<char> text, int most)
    {
        var characters = 0;
        for (var rest = text.Trim(); !rest.IsEmpty && characters <= most; characters++)
            rest = rest[StringInfo.GetNextTextElementLength(rest)..];
        return characters;
    }

    private static bool HoldsHalfPair(ReadOnlySpan<char> text)
    {
        for (int i; (i = text.IndexOfAnyInRange('\ud800', '\udfff')) >= 0;)
        {
            if (Rune.DecodeFromUtf16(text[i..], out _, out var length) != OperationStatus.Done)
                return true;
            text = text[(i + length)..];
        }

        return false;
    }

    // White space, control and format characters (zero-width space, joiners, direction marks) and fillers draw nothing by themselves.
    private static bool HoldsSomethingToSee(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format) && !IsFiller(rune))
                return true;
        }

        return false;
    }
}
