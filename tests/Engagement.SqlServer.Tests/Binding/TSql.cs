using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Binding;

/// <summary>Reads T-SQL of SQL Server 2022 (compatibility level 160).</summary>
internal static class TSql
{
    /// <param name="errors">"SQL46010: Incorrect syntax near '='. (3,11)", line and column in the text; empty when it parses.</param>
    /// <returns>Null only if nothing at all could be read.</returns>
    public static TSqlScript? Parse(string text, out IReadOnlyList<string> errors)
    {
        using var reader = new StringReader(text);
        var script = (TSqlScript?)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var found);
        errors = [.. found.Select(e => $"SQL{e.Number}: {e.Message} ({e.Line},{e.Column})")];
        return script;
    }

    /// <summary>The text that the fragment was read from.</summary>
    public static string Source(TSqlFragment fragment) => string.Concat(fragment.ScriptTokenStream
        .Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(t => t.Text));
}
