using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Engagement.Server.Tests.Contract;

/// <summary>The repository's <c>README.md</c>.</summary>
internal static partial class Readme
{
    public static string Text { get; } = Repository.Read("README.md");

    /// <summary>First cell → second cell of all tables whose first cell is code, back ticks around a whole cell taken off.</summary>
    public static IReadOnlyDictionary<string, string> Rows { get; } =
        Cells(Text).ToDictionary(cells => cells[0].Trim('`'), cells => cells[1].Trim('`'));

    /// <summary>The first cells of such tables in a part of the text; one cell may name several things.</summary>
    public static IEnumerable<string> FirstCells(string text) => Cells(text).SelectMany(cells => cells[0].Split(", ")).Select(c => c.Trim('`'));

    private static IEnumerable<string[]> Cells(string text) => text.Split('\n')
        .Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    /// <summary>A section by its heading, sub-sections included.</summary>
    public static string Section(string heading) =>
        $"\n{Text}".Split("\n## ").Single(s => s.StartsWith(heading + "\n", StringComparison.Ordinal));

    /// <summary>The fenced blocks of a text, in order, with what follows the fence.</summary>
    public static IEnumerable<(string Kind, string Text)> Blocks(string text) =>
        Fence().Matches(text).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    /// <summary>A default as the tables write it.</summary>
    public static string Show(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        TimeSpan span => span.ToString(span.Milliseconds == 0 ? "c" : @"hh\:mm\:ss\.FFF", CultureInfo.InvariantCulture),
        string text => text,
        IDictionary => "see schema/README.md",
        IEnumerable list => list.Cast<object>().Any() ? string.Join(", ", list.Cast<object>()) : "none",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!, // no number is null
    };

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
