using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>What parses and is not SQL Server 2022's, or hides from the other rules.</summary>
internal sealed class UnwantedSyntax : LintRule
{
    public override void Visit(BinaryExpression node)
    {
        if (node.BinaryExpressionType is BinaryExpressionType.Concat)
            Report(node, "|| came after SQL Server 2022; strings are joined by +");
    }

    public override void Visit(UserDefinedTypePropertyAccess node) => Report(node, ":: is no cast here; say CAST");

    public override void Visit(UpdateForClause node) => Report(node, "FOR UPDATE is for cursors; rows are locked by WITH (UPDLOCK, ROWLOCK)");

    public override void Visit(ForClause node)
    {
        if (node is not UpdateForClause)
            Report(node, "FOR is not used by us");
    }

    public override void Visit(ExecutableStringList node) => Report(node, "dynamic SQL: nothing here can read it");

    public override void Visit(ExecutableProcedureReference node)
    {
        var name = node.ProcedureReference.ProcedureReference?.Name.BaseIdentifier.Value;
        if (name is null || name.Equals("sp_executesql", StringComparison.OrdinalIgnoreCase))
            Report(node, "dynamic SQL: nothing here can read it");
    }

    public override void Visit(SqlDataTypeReference node)
    {
        if (node.SqlDataTypeOption is SqlDataTypeOption.Json or SqlDataTypeOption.Vector)
            Report(node, $"type {node.SqlDataTypeOption} came after SQL Server 2022");
    }

    public override void Visit(SelectStatement node)
    {
        if (node.Into is not null)
            Report(node, "SELECT INTO: the columns of its table are known to nobody here");
    }
}
