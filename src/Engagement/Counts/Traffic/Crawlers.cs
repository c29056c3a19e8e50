using System.Buffers;
using System.Text.RegularExpressions;

namespace Engagement.Counts.Traffic;

/// <summary>Knows programs that fetch pages by themselves by what they call themselves; the list and its source is <c>crawlers.txt</c>.</summary>
internal static partial class Crawlers
{
    private static readonly ILookup<string, string> Lines = Read();
    private static readonly Patterns Previews = new(Lines["preview"]), Others = new(Lines["crawler"]);

    /// <summary>Preview or crawler; null for what may be a reader's browser.</summary>
    /// <param name="agent"><c>User-Agent</c>.</param>
    public static InvalidTrafficReason? Find(string agent) =>
        Previews.Match(agent) ? InvalidTrafficReason.Preview
        : Others.Match(agent) ? InvalidTrafficReason.Crawler
        : null;

    private static ILookup<string, string> Read()
    {
        using var stream = typeof(Crawlers).Assembly.GetManifestResourceStream("crawlers.txt")
            ?? throw new InvalidOperationException("The list of crawlers is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.TrimEnd('\r').Split('\t')).ToLookup(parts => parts[0], parts => parts[1]);
    }

    /// <summary>Nearly all patterns are plain text, which is looked for all at once.</summary>
    private sealed class Patterns
    {
        private readonly SearchValues<string> _texts;
        private readonly List<Regex> _others = [];

        public Patterns(IEnumerable<string> patterns)
        {
            var texts = new List<string>();
            foreach (var pattern in patterns)
                if (Special().IsMatch(Escaped().Replace(pattern, "")))
                    _others.Add(new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
                else
                    texts.Add(Escaped().Replace(pattern, "$1"));
            _texts = SearchValues.Create([.. texts], StringComparison.Ordinal);
        }

        public bool Match(string agent) => agent.AsSpan().ContainsAny(_texts) || _others.Exists(p => p.IsMatch(agent));
    }

    [GeneratedRegex(@"\\([^A-Za-z0-9])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"[\\^$.|?*+()\[\]{}]")]
    private static partial Regex Special();
}
