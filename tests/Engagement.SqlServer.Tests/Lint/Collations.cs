using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>
/// One collation, that of every text column: the binder does not know which there are, nor which conflict. What a statement
/// declares itself (columns of OPENJSON, table variables) has the database's unless it says otherwise: a comparison is error 468.
/// </summary>
internal sealed class Collations : LintRule
{
    public const string Ours = "Latin1_General_100_BIN2";

    public override void Visit(PrimaryExpression node) => Check(node, node.Collation);

    public override void Visit(ColumnDefinitionBase node)
    {
        Check(node, node.Collation);
        if (node.Collation is null && IsText(node.DataType))
            Report(node, $"the text column {node.ColumnIdentifier.Value} has the database's collation, which is not ours");
    }

    private void Check(TSqlFragment at, Identifier? collation)
    {
        if (collation is not null && collation.Value != Ours)
            Report(at, $"collation {collation.Value} is not ours");
    }

    private static bool IsText(DataTypeReference type) => type is SqlDataTypeReference
    {
        SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar or SqlDataTypeOption.NChar or SqlDataTypeOption.Char,
    };
}
