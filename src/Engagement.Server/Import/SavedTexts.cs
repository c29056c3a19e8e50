using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>Texts as pages and feeds have them, made into what an article takes.</summary>
internal static class SavedTexts
{
    /// <summary>White space as a browser shows it; null if nothing is left.</summary>
    public static string? Clean(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } clean ? clean : null;

    /// <summary>A list without what is empty, without repeats, in the order given.</summary>
    public static List<string> List(IEnumerable<string?> texts) => [.. texts.Select(Clean).OfType<string>().Distinct()];

    /// <summary>Sections without slashes around them.</summary>
    public static List<string> Channels(IEnumerable<string?> texts) => List(texts.Select(t => t?.Trim('/', ' ')));

    /// <summary>The first that is a language tag, also as locales are written (<c>en_GB</c>); null if none is.</summary>
    public static string? Language(params IEnumerable<string?> texts) =>
        texts.Select(t => LanguageTag.Parse((t ?? "").Trim().Replace('_', '-'))).FirstOrDefault(tag => tag is not null);

    /// <summary>Words with commas between.</summary>
    public static IEnumerable<string> Words(string? text) => (text ?? "").Split([',', ';']);

    /// <summary>As much of it as a message has room for.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    /// <summary>
    /// The key of an article that says none or is not known: its URL, by <see cref="UrlIdentity"/>, so that another spelling
    /// gives the same; its hash if that is longer than a key.
    /// </summary>
    public static string KeyOf(string url)
    {
        if (!ArticleUrl.TryParse(url, out var canonical))
            return url;
        var identity = UrlIdentity.Of(canonical);
        return identity.Length <= ArticleConfiguration.MaxKeyLength ? identity : UrlIdentity.HashOf(canonical);
    }
}
