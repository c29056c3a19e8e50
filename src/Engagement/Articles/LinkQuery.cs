namespace Engagement.Articles;

/// <summary>Query parameters of a link (WHATWG URL, section 5: parameters are separated by <c>&amp;</c>).</summary>
internal static class LinkQuery
{
    /// <summary>The link with these parameters, each once, behind those that it has; those of the same name that only say where a reader came from go. All else stays as it is written.</summary>
    /// <param name="link">Absolute.</param>
    /// <param name="parameters">Name and value, neither encoded.</param>
    public static string With(string link, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var (rest, fragment) = Split(link, '#');
        var (path, query) = Split(rest, '?');
        var names = new HashSet<string>();
        var added = new List<string>();
        foreach (var (name, value) in parameters)
        {
            names.Add(name);
            added.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
        }
        var kept = query.Length <= 1 ? [] : query[1..].Split('&').Where(p => p.Length > 0 && !(names.Contains(NameOf(p)) && UrlIdentity.IsTracking(NameOf(p), ValueOf(p))));
        return $"{path}?{string.Join('&', [.. kept, .. added])}{fragment}";
    }

    /// <summary>The link with those of these parameters that it has not; all else stays as it is written.</summary>
    /// <param name="link">Absolute.</param>
    /// <param name="parameters">Name and value, neither encoded.</param>
    public static string WithMissing(string link, params IEnumerable<(string Name, string Value)> parameters)
    {
        var query = Split(Split(link, '#').Before, '?').From;
        var present = query.Length <= 1 ? [] : query[1..].Split('&').Select(NameOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = parameters.Where(p => !present.Contains(p.Name)).ToArray();
        return missing.Length == 0 ? link : With(link, missing);
    }

    private static string NameOf(string parameter) => Uri.UnescapeDataString(Split(parameter, '=').Before);

    private static string ValueOf(string parameter) => Split(parameter, '=').From.TrimStart('=');

    private static (string Before, string From) Split(string text, char mark) =>
        text.IndexOf(mark) is >= 0 and var at ? (text[..at], text[at..]) : (text, "");
}
