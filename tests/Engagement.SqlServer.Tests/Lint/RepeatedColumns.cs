using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>No column twice: in what is inserted, set, or given a name.</summary>
internal sealed class RepeatedColumns : LintRule
{
    public override void Visit(InsertSpecification node) => Check(node, node.Columns.Select(Name));

    public override void Visit(InsertMergeAction node) => Check(node, node.Columns.Select(Name));

    public override void Visit(UpdateSpecification node) => Check(node, Set(node.SetClauses));

    public override void Visit(UpdateMergeAction node) => Check(node, Set(node.SetClauses));

    public override void Visit(OutputIntoClause node) => Check(node, node.IntoTableColumns.Select(Name));

    public override void Visit(TableDefinition node) => Check(node, node.ColumnDefinitions.Select(c => c.ColumnIdentifier.Value));

    public override void Visit(OpenJsonTableReference node) =>
        Check(node, node.SchemaDeclarationItems.Select(i => i.ColumnDefinition.ColumnIdentifier.Value));

    public override void Visit(InlineDerivedTable node) => Check(node, node.Columns.Select(c => c.Value));

    public override void Visit(QueryDerivedTable node) => Check(node, Names(node.Columns, node.QueryExpression));

    public override void Visit(CommonTableExpression node) => Check(node, Names(node.Columns, node.QueryExpression));

    private void Check(TSqlFragment at, IEnumerable<string?> names)
    {
        foreach (var twice in names.OfType<string>().GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            Report(at, $"{twice.Key} twice");
    }

    private static IEnumerable<string?> Set(IEnumerable<SetClause> clauses) =>
        clauses.OfType<AssignmentSetClause>().Where(c => c.Column is not null).Select(c => Name(c.Column));

    private static IEnumerable<string?> Names(IList<Identifier> given, QueryExpression query) => given.Count > 0
        ? given.Select(i => i.Value)
        : (query as QuerySpecification)?.SelectElements.OfType<SelectScalarExpression>().Select(UnnamedColumns.NameOf) ?? [];

    private static string? Name(ColumnReferenceExpression column) => column.MultiPartIdentifier?.Identifiers[^1].Value;
}
