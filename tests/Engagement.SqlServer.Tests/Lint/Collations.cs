using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>One collation, that of every string column: the binder does not know which there are, nor which conflict.</summary>
internal sealed class Collations : LintRule
{
    public const string Ours = "Latin1_General_100_BIN2";

    public override void Visit(PrimaryExpression node) => Check(node, node.Collation);

    public override void Visit(ColumnDefinitionBase node) => Check(node, node.Collation);

    private void Check(TSqlFragment at, Identifier? collation)
    {
        if (collation is not null && collation.Value != Ours)
            Report(at, $"collation {collation.Value} is not ours");
    }
}
