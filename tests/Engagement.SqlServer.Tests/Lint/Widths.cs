using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>How many columns a query has: stars are counted by the schema.</summary>
internal sealed class Widths(TableColumns tables)
{
    /// <returns>Null if a star in it cannot be counted.</returns>
    public int? Of(QueryExpression query) => query switch
    {
        QuerySpecification select => Sum(select.SelectElements.Select(e => e is SelectStarExpression star ? Of(star, select.FromClause) : 1)),
        BinaryQueryExpression both => Of(both.FirstQueryExpression),
        QueryParenthesisExpression inner => Of(inner.QueryExpression),
        _ => null,
    };

    /// <returns>Null if it is a star of something else than the schema's tables and queries over them.</returns>
    public int? Of(SelectStarExpression star, FromClause? from)
    {
        var sources = from?.TableReferences.SelectMany(Sources).ToList() ?? [];
        var name = star.Qualifier?.Identifiers[^1].Value;
        return Sum((name is null ? sources : sources.Where(s => s.Name == name)).Select(s => s.Width).DefaultIfEmpty(null));
    }

    private IEnumerable<(string? Name, int? Width)> Sources(TableReference reference) => reference switch
    {
        NamedTableReference table => [(table.Alias?.Value ?? table.SchemaObject.BaseIdentifier.Value, WidthOf(table.SchemaObject.BaseIdentifier.Value))],
        QueryDerivedTable derived => [(derived.Alias?.Value, derived.Columns.Count > 0 ? derived.Columns.Count : Of(derived.QueryExpression))],
        JoinTableReference join => Sources(join.FirstTableReference).Concat(Sources(join.SecondTableReference)),
        JoinParenthesisTableReference inner => Sources(inner.Join),
        TableReferenceWithAlias other => [(other.Alias?.Value, null)],
        _ => [(null, null)],
    };

    private int? WidthOf(string table) => tables.Find(table) is { Count: > 0 } columns ? columns.Count : null;

    private static int? Sum(IEnumerable<int?> widths) => widths.Aggregate((int?)0, (sum, width) => sum + width);
}
