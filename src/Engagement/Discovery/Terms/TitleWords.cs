using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Engagement.Data;

namespace Engagement.Discovery.Terms;

/// <summary>
/// The words of a title, so that titles can be compared: without case, without Latin, Greek and Cyrillic accents, in
/// compatibility form (Unicode NFKC).
/// </summary>
/// <remarks>
/// A word is a run of letters, digits and their marks. What stands between words (hyphens, slashes, apostrophes too) parts
/// them, and the "s" after an apostrophe is dropped. A run of Chinese or Japanese characters, which has no spaces, is taken
/// apart into overlapping pairs.
/// </remarks>
internal static class TitleWords
{
    /// <summary>The longest <see cref="Name"/>, in UTF-16 units; a longer one is not looked for in titles.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The most words of a name that is looked for in titles.</summary>
    public const int MostNameWords = 6;

    /// <summary>A longer run of letters is no word that a second title has.</summary>
    private const int MaxWordLength = 64;

    /// <summary>Letters that decomposition leaves as they are, in lower case.</summary>
    private static readonly FrozenDictionary<int, string> Plain = new Dictionary<int, string>
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i", ['ς'] = "σ",
    }.ToFrozenDictionary();

    /// <summary>English words that say nothing of what a title is about. Those of other languages are held down by being frequent.</summary>
    private static readonly FrozenSet<string> Fillers = FrozenSet.ToFrozenSet(
    [
        "about", "after", "all", "and", "are", "but", "can", "for", "from", "has", "have", "her", "his", "how", "into", "its", "new", "not", "now",
        "off", "one", "our", "out", "over", "says", "she", "than", "that", "the", "their", "they", "this", "was", "what", "when", "which", "who",
        "why", "will", "with", "you", "your",
    ]);

    /// <summary>
    /// The words that make two titles alike, each once, in the order of the title: three letters or more and no
    /// <see cref="Fillers"/>; two letters only if they are capitals in a title that is not all in capitals (AI, US); with
    /// digits only if there is a letter, too (5G, N26); pairs of Chinese or Japanese characters.
    /// </summary>
    public static IReadOnlyList<string> Of(string title)
    {
        var tokens = Split(title);
        var isShouted = tokens.TrueForAll(t => t.IsUpper || !t.HasLetter);
        return [.. tokens.Where(t => t.IsWord(isShouted)).Select(t => t.Text).Distinct()];
    }

    /// <summary>All that stands in a text, in its order: short words and numbers as well.</summary>
    public static IReadOnlyList<string> All(string text) => Split(text).ConvertAll(t => t.Text);

    /// <summary>A name as it is looked for in titles: its words with one space between; empty if it has none, or too many.</summary>
    public static string Name(string name)
    {
        var words = All(name);
        var folded = string.Join(' ', words);
        return words.Count <= MostNameWords && folded.Length is > 1 and <= MaxNameLength ? folded : "";
    }

    /// <summary>Whether a name stands in a title, word by word.</summary>
    /// <param name="title">From <see cref="All"/>.</param>
    /// <param name="name">From <see cref="Name"/>.</param>
    public static bool Holds(IReadOnlyList<string> title, string name) => name.Length > 0 && Names(title).Contains(name);

    /// <summary>All that could be a name in a title: runs of 1–6 words.</summary>
    /// <param name="title">From <see cref="All"/>.</param>
    public static IEnumerable<string> Names(IReadOnlyList<string> title)
    {
        for (var start = 0; start < title.Count; start++)
            for (var count = 1; count <= MostNameWords && start + count <= title.Count; count++)
                yield return string.Join(' ', title.Skip(start).Take(count));
    }

    private static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var word = new StringBuilder();
        var (isUpper, hasLetter, hasDigit, afterApostrophe) = (true, false, false, false);
        Rune? pair = null; // the character before of a run without spaces
        var alone = false; // no other one was there yet
        foreach (var rune in Folded(text).EnumerateRunes())
        {
            if (IsUnspaced(rune))
            {
                EndWord(false);
                if (pair is { } before)
                    tokens.Add(new Token($"{before}{rune}", false, true, false, true));
                (pair, alone) = (rune, pair is null);
                continue;
            }
            EndPairs();
            if (Rune.IsLetter(rune) || Rune.IsDigit(rune) || IsMark(rune))
            {
                isUpper &= !Rune.IsLower(rune);
                hasLetter |= Rune.IsLetter(rune);
                hasDigit |= Rune.IsDigit(rune);
                var lower = Rune.ToLowerInvariant(rune);
                word.Append(Plain.TryGetValue(lower.Value, out var plain) ? plain : lower.ToString());
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format) // joiners and soft hyphens part nothing
            {
                EndWord(rune.Value is '\'' or '\u2019' or '\u02bc');
            }
        }
        EndWord(false);
        EndPairs();
        return tokens;

        void EndWord(bool byApostrophe)
        {
            var isPossessive = afterApostrophe && word is ['s'];
            if (word.Length > 0 && !isPossessive)
                tokens.Add(new Token(word.ToString(), isUpper && hasLetter, hasLetter, hasDigit, false));
            afterApostrophe = byApostrophe && word.Length > 0;
            word.Clear();
            (isUpper, hasLetter, hasDigit) = (true, false, false);
        }

        void EndPairs()
        {
            if (pair is { } last && alone)
                tokens.Add(new Token(last.ToString(), false, true, false, true));
            pair = null;
        }
    }

    /// <summary>Without the marks that accents are made of (U+0300 to U+036F); those of other scripts are letters to their readers.</summary>
    private static string Folded(string text) =>
        string.Concat(TextRules.Normalise(text, NormalizationForm.FormKD).Where(c => c is < '\u0300' or > '\u036f')).Normalize(NormalizationForm.FormKC);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Han, Hiragana and Katakana (Unicode blocks).</summary>
    private static bool IsUnspaced(Rune rune) => rune.Value
        is (>= 0x3040 and <= 0x30ff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x323af);

    /// <param name="Text">Folded.</param>
    /// <param name="IsUpper">Whether it was in capitals.</param>
    /// <param name="HasLetter">Whether there is a letter in it.</param>
    /// <param name="HasDigit">Whether there is a digit in it.</param>
    /// <param name="IsUnspaced">Whether it was part of a run without spaces.</param>
    private readonly record struct Token(string Text, bool IsUpper, bool HasLetter, bool HasDigit, bool IsUnspaced)
    {
        public bool IsWord(bool isShouted) =>
            HasLetter && Text.Length is >= 2 and <= MaxWordLength && !Fillers.Contains(Text)
            && (HasDigit || Text.Length > 2 || IsUnspaced || (IsUpper && !isShouted));
    }
}
