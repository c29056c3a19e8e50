using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Engagement.Data;

namespace Engagement.Shares;

/// <summary>How a channel counts the length of a text.</summary>
internal enum TextCount
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Grapheme clusters (UAX 29), the link's included: what a reader takes for one character.</summary>
    Graphemes,

    /// <summary>As X does: most scripts 1, others 2, an emoji 2 however it is made, a link 23.</summary>
    Weighted,

    /// <summary>UTF-16 units of the title, as a form's <c>maxlength</c> counts (HTML, section 4.10.18.3); the link is not counted.</summary>
    TitleAlone,
}

/// <summary>A channel's limit.</summary>
/// <param name="Count">How it counts.</param>
/// <param name="Most">The most, in that count.</param>
internal readonly partial record struct TextLimit(TextCount Count, int Most)
{
    private const string Ellipsis = "…";

    /// <summary>Of every link, whatever its length: X replaces it by its own.</summary>
    private const int WeightedLink = 23;

    /// <summary>twitter-text, config/v3.json: code points that weigh 1; all others weigh 2.</summary>
    private static readonly (int First, int Last)[] Light = [(0, 4_351), (8_192, 8_205), (8_208, 8_223), (8_242, 8_247)];

    /// <summary>The title, cut at a grapheme cluster and ended by … where title, a space and the link are too much; empty if there is no room at all.</summary>
    public string Cut(string title, string link)
    {
        if (Count == TextCount.None)
            return title;
        var room = Most - LengthOfLink(link);
        var extra = ExtraOfNames(title);
        if (Length(title) + extra.Values.Sum() <= room)
            return title;
        room -= Length(Ellipsis);
        var kept = new StringBuilder();
        foreach (var cluster in Clusters(title))
        {
            room -= Weight(cluster) + extra.Where(e => e.Key >= kept.Length && e.Key < kept.Length + cluster.Length).Sum(e => e.Value);
            if (room < 0)
                break;
            kept.Append(cluster);
        }
        var text = kept.ToString().TrimEnd();
        return text.Length == 0 ? "" : text + Ellipsis;
    }

    /// <summary>The length of a text in this count, as if there were no link in it.</summary>
    public int Length(string text)
    {
        var length = 0;
        foreach (var cluster in Clusters(text))
            length += Weight(cluster);
        return length;
    }

    private int LengthOfLink(string link) => Count switch
    {
        TextCount.Weighted => 1 + WeightedLink,
        TextCount.Graphemes => 1 + Length(link),
        _ => 0,
    };

    /// <summary>What X counts beyond the letters of names such as Booking.com, since it makes links of them; by where they begin.</summary>
    private Dictionary<int, int> ExtraOfNames(string title)
    {
        var limit = this;
        return Count == TextCount.Weighted
            ? DomainNames().Matches(title).ToDictionary(name => name.Index, name => Math.Max(0, WeightedLink - limit.Length(name.Value)))
            : [];
    }

    private int Weight(string cluster) => Count switch
    {
        TextCount.Weighted when IsEmoji(cluster) => 2,
        TextCount.Weighted => TextRules.Normalise(cluster, NormalizationForm.FormC).EnumerateRunes().Sum(Weight),
        TextCount.TitleAlone => cluster.Length,
        _ => 1,
    };

    private static int Weight(Rune rune) => Array.Exists(Light, range => rune.Value >= range.First && rune.Value <= range.Last) ? 1 : 2;

    /// <summary>Several code points that are drawn as one emoji: joined, coloured, a flag or a key.</summary>
    private static bool IsEmoji(string cluster)
    {
        var runes = cluster.EnumerateRunes().ToList();
        return runes.Count > 1 && (runes[0].Value >= 0x1F000 || runes.Exists(r => r.Value is 0xFE0F or 0x20E3));
    }

    /// <summary>More than X's list of top-level domains has: a title is cut a little early rather than refused.</summary>
    [GeneratedRegex(@"(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex DomainNames();

    private static IEnumerable<string> Clusters(string text)
    {
        for (var clusters = StringInfo.GetTextElementEnumerator(text); clusters.MoveNext();)
            yield return clusters.GetTextElement();
    }
}
