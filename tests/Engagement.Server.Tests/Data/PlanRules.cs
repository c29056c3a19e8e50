using System.Text.RegularExpressions;

namespace Engagement.Server.Tests.Data;

/// <summary>Whether a plan reads a table that grows from end to end.</summary>
internal static partial class PlanRules
{
    /// <summary>As large as what waits for a worker, or as the program; not as the site.</summary>
    private static readonly string[] Small = ["ReaderStamps", "__EFMigrationsHistory"];

    /// <summary>The steps that do; empty if it reads by index. In index order from one end is by index where the statement has a limit and nothing is sorted.</summary>
    public static IReadOnlyList<string> Scans(StatementPlan plan)
    {
        if (Nothing().IsMatch(plan.Statement))
            return [];
        var isBounded = plan.Statement.Contains("LIMIT", StringComparison.Ordinal) && !plan.Plan.Any(line => Sorts().IsMatch(line));
        var tables = Tables().Matches(plan.Statement).SelectMany(m => new[] { m.Groups[1].Value, m.Groups[2].Value }.Where(n => n.Length > 0).Select(n => (Name: n, Table: m.Groups[1].Value)))
            .Where(t => !Small.Contains(t.Table)).Select(t => t.Name).ToHashSet();
        return [.. plan.Plan.Index().Where(line => IsScan(line.Item, plan.Plan.ElementAtOrDefault(line.Index + 1) ?? "", tables, isBounded)).Select(line => line.Item.Trim())];
    }

    private static bool IsScan(string line, string next, HashSet<string> tables, bool isBounded)
    {
        if (SqliteScan().Match(line) is { Success: true } sqlite)
            return tables.Contains(sqlite.Groups[1].Value) && !(isBounded && sqlite.Groups[2].Success);
        if (SeqScan().Match(line) is { Success: true } whole)
            return !Small.Contains(whole.Groups[1].Value);
        return IndexScan().Match(line) is { Success: true } index && !Small.Contains(index.Groups[1].Value) && !next.Contains("Index Cond", StringComparison.Ordinal) && !isBounded;
    }

    /// <summary>Asked about an empty list; SQLite's plan does not tell that it runs none of it.</summary>
    [GeneratedRegex(@"WHERE 0\s*$")]
    private static partial Regex Nothing();

    [GeneratedRegex("""(?:FROM|JOIN|UPDATE|INTO)\s+"(\w+)"(?:\s+AS\s+"?(\w+)"?)?""")]
    private static partial Regex Tables();

    [GeneratedRegex("TEMP B-TREE FOR .*ORDER BY|Sort")]
    private static partial Regex Sorts();

    [GeneratedRegex(@"^SCAN (\w+)( USING (?:COVERING )?INDEX .*)?$")]
    private static partial Regex SqliteScan();

    [GeneratedRegex("""Seq Scan on "?(\w+)"?""")]
    private static partial Regex SeqScan();

    [GeneratedRegex("""Index (?:Only )?Scan (?:Backward )?using \S+ on "?(\w+)"?""")]
    private static partial Regex IndexScan();
}
