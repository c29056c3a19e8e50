using System.Text.RegularExpressions;

namespace Engagement.Counts.Traffic;

/// <summary>Knows programs that fetch pages by themselves by what they call themselves; the list and its source is <c>crawlers.txt</c>.</summary>
internal static partial class Crawlers
{
    private static readonly ILookup<string, Func<string, bool>> Lines = Read();
    private static readonly Func<string, bool>[] Previews = [.. Lines["preview"]], Others = [.. Lines["crawler"]];

    /// <summary>Preview or crawler; null for what may be a reader's browser.</summary>
    /// <param name="agent"><c>User-Agent</c>.</param>
    public static InvalidTrafficReason? Find(string agent) =>
        Array.Exists(Previews, p => p(agent)) ? InvalidTrafficReason.Preview
        : Array.Exists(Others, p => p(agent)) ? InvalidTrafficReason.Crawler
        : null;

    private static ILookup<string, Func<string, bool>> Read()
    {
        using var stream = typeof(Crawlers).Assembly.GetManifestResourceStream("crawlers.txt")
            ?? throw new InvalidOperationException("The list of crawlers is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.TrimEnd('\r').Split('\t')).ToLookup(parts => parts[0], parts => Test(parts[1]));
    }

    /// <summary>Nearly all patterns are plain text, which is found many times faster.</summary>
    private static Func<string, bool> Test(string pattern)
    {
        if (Escaped().Replace(pattern, "$1") is var text && !Special().IsMatch(Escaped().Replace(pattern, "")))
            return agent => agent.Contains(text, StringComparison.Ordinal);
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return regex.IsMatch;
    }

    [GeneratedRegex(@"\\([^A-Za-z0-9])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"[\\^$.|?*+()\[\]{}]")]
    private static partial Regex Special();
}
