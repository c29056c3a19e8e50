namespace Engagement.Placements.Disclosures;

/// <summary>
/// The words by which readers know a placement for what it is. Each language has a plainest one; some countries' rules name
/// more that will do, and those may be chosen there.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>EU: a recipient identifies "in a clear, concise and unambiguous manner" that it is an advertisement, on whose behalf, who
/// paid, and by which main parameters it was chosen (Regulation (EU) 2022/2065, Article 26(1)); advertorials say so (Directive
/// 2005/29/EC, Annex I, 11).</item>
/// <item>US: FTC, Native Advertising: A Guide for Businesses, names "Ad", "Advertisement", "Paid Advertisement", "Sponsored
/// Advertising Content"; "Promoted" and "Sponsored by" may not be understood.</item>
/// <item>GB: the CAP Code, section 2, and the ASA's guidance on recognising advertising name "Ad", "Advert", "Advertising",
/// "Advertisement", "Advertisement feature"; "Sponsored" may not be understood.</item>
/// <item>DE: the press laws of the states (§ 10) ask for the word "Anzeige". AT: § 26 MedienG for "Anzeige", "entgeltliche
/// Einschaltung" or "Werbung".</item>
/// </list>
/// </remarks>
internal sealed class DisclosureLabels(PlacementOptions options)
{
    /// <summary>Words that only the publisher can allow.</summary>
    public const string Sponsored = "Sponsored", Promoted = "Promoted";

    /// <summary>Country → labels beside the plainest of their language.</summary>
    private static readonly Dictionary<string, (string Language, string[] Labels)> OfCountries = new()
    {
        ["US"] = ("en", ["Ad", "Paid Advertisement", "Sponsored Advertising Content"]),
        ["GB"] = ("en", ["Ad", "Advert", "Advertising", "Advertisement feature"]),
        ["AT"] = ("de", ["Entgeltliche Einschaltung", "Werbung"]),
    };

    private readonly IReadOnlySet<string> _further = options.FurtherLabelNames;

    /// <summary>All that may be chosen for pages of a language; the default is the first.</summary>
    /// <param name="language">A tag in lower case, or null: the site's.</param>
    public IReadOnlyList<string> For(string? language)
    {
        var words = DisclosureWords.Of(language, options.Language);
        var country = OfCountries.GetValueOrDefault((options.Country ?? "").ToUpperInvariant());
        return
        [
            words.Label,
            .. country.Language == words.Language ? country.Labels : [],
            .. words.Language == "en" ? _further.Order(StringComparer.Ordinal).Reverse() : [],
        ];
    }

    /// <summary>Whether a creative may carry the label, on pages of some language.</summary>
    public bool Knows(string label) => DisclosureWords.Languages.Any(language => For(language).Contains(label));

    /// <summary>What is shown: the label chosen if it will do for the page's language, else its plainest word. "Promoted" says by whom.</summary>
    /// <param name="language">Of the page, or null.</param>
    /// <param name="chosen">The creative's, or null.</param>
    /// <param name="sponsor">On whose behalf.</param>
    public string Shown(string? language, string? chosen, string sponsor)
    {
        var labels = For(language);
        return chosen is null || !labels.Contains(chosen) ? labels[0]
            : chosen == Promoted ? $"{Promoted} by {sponsor}"
            : chosen;
    }
}
