using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>As many values as columns: in INSERT, MERGE, OUTPUT INTO, UNION, VALUES, derived tables and common table expressions.</summary>
internal sealed class ColumnCounts(Widths widths) : LintRule
{
    public override void Visit(InsertSpecification node)
    {
        if (node.Columns.Count == 0)
            Report(node, "INSERT without a list of columns");
        else
            Check(node.InsertSource, node.Columns.Count);
    }

    public override void Visit(InsertMergeAction node)
    {
        if (node.Columns.Count == 0)
            Report(node, "INSERT of a MERGE without a list of columns");
        else
            Check(node.Source, node.Columns.Count);
    }

    public override void Visit(OutputIntoClause node)
    {
        if (node.IntoTableColumns.Count > 0 && !node.SelectColumns.OfType<SelectStarExpression>().Any())
            Compare(node, node.IntoTableColumns.Count, node.SelectColumns.Count);
    }

    public override void Visit(BinaryQueryExpression node) => Compare(node, widths.Of(node.FirstQueryExpression), widths.Of(node.SecondQueryExpression));

    public override void Visit(QueryDerivedTable node) => CompareNames(node, node.Columns.Count, widths.Of(node.QueryExpression));

    public override void Visit(CommonTableExpression node) => CompareNames(node, node.Columns.Count, widths.Of(node.QueryExpression));

    public override void Visit(InlineDerivedTable node)
    {
        foreach (var row in node.RowValues)
            CompareNames(row, node.Columns.Count, row.ColumnValues.Count);
    }

    private void Check(InsertSource source, int columns)
    {
        if (source is SelectInsertSource select)
            Compare(source, columns, widths.Of(select.Select));
        foreach (var row in (source as ValuesInsertSource)?.RowValues ?? [])
            Compare(row, columns, row.ColumnValues.Count);
    }

    private void CompareNames(TSqlFragment at, int names, int? values)
    {
        if (names > 0)
            Compare(at, names, values);
    }

    private void Compare(TSqlFragment at, int? columns, int? values)
    {
        if (columns is not null && values is not null && columns != values)
            Report(at, $"{columns} columns and {values} values");
    }
}
