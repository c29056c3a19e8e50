using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>An INSERT names every column that must have a value and none that the database fills.</summary>
internal sealed class InsertedColumns(TableColumns tables) : LintRule
{
    public override void Visit(InsertSpecification node) => Check(node, node.Target, node.Columns);

    public override void Visit(MergeSpecification node)
    {
        foreach (var insert in node.ActionClauses.Select(a => a.Action).OfType<InsertMergeAction>())
            Check(insert, node.Target, insert.Columns);
    }

    private void Check(TSqlFragment at, TableReference target, IList<ColumnReferenceExpression> columns)
    {
        if (target is not NamedTableReference table || columns.Count == 0)
            return;
        var named = columns.Select(c => c.MultiPartIdentifier?.Identifiers[^1].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var column in tables.Find(table.SchemaObject.BaseIdentifier.Value))
        {
            if (column.Required && !named.Contains(column.Name))
                Report(at, $"{column.Name} is NOT NULL and left out");
            if (column.Filled && named.Contains(column.Name))
                Report(at, $"{column.Name} is filled by the database");
        }
    }
}
