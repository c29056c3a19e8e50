using System.Text.RegularExpressions;

namespace Engagement.Server.Tests.Contract;

/// <summary>The tables of <c>schema/README.md</c>.</summary>
internal static partial class ContractText
{
    private static readonly string Text = Repository.Read("schema", "README.md");

    /// <summary>Codes in payloads, with the fields that each adds.</summary>
    public static IReadOnlyList<(string Code, IReadOnlyList<string> Adds)> TypedErrors { get; } =
        [.. Rows("Typed errors").Select(r => (Words(r[0])[0], Words(r[1])))];

    /// <summary>Codes of <c>extensions</c>, with the HTTP status; null where there is none.</summary>
    public static IReadOnlyList<(string Code, int? Status)> TopLevelErrors { get; } =
        [.. Rows("Top-level errors").SelectMany(r => Words(r[0]).Select(code => (code, int.TryParse(r[1], out var status) ? status : (int?)null)))];

    public static IReadOnlyList<int> CloseCodes { get; } = [.. Rows("Sockets").Select(r => int.Parse(r[0]))];

    /// <summary>The cells of the rows of a section's table, its head left out.</summary>
    private static IEnumerable<string[]> Rows(string section) => Text.Split("\n## ").Single(s => s.StartsWith(section + "\n", StringComparison.Ordinal))
        .Split('\n').Where(l => l.StartsWith('|')).Skip(2).Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static IReadOnlyList<string> Words(string cell) => [.. Word().Matches(cell).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
