using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>Every column of a derived table or common table expression has a name.</summary>
internal sealed class UnnamedColumns : LintRule
{
    public override void Visit(QueryDerivedTable node) => Check(node.Columns, node.QueryExpression);

    public override void Visit(CommonTableExpression node) => Check(node.Columns, node.QueryExpression);

    /// <summary>Its alias, or its own name if it is a plain column; null if it has neither.</summary>
    public static string? NameOf(SelectScalarExpression element) =>
        element.ColumnName?.Value ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier?.Identifiers[^1].Value;

    private void Check(IList<Identifier> given, QueryExpression query)
    {
        // The first SELECT of a UNION names the columns.
        while (query is BinaryQueryExpression or QueryParenthesisExpression)
            query = query is BinaryQueryExpression both ? both.FirstQueryExpression : ((QueryParenthesisExpression)query).QueryExpression;
        if (given.Count > 0 || query is not QuerySpecification select)
            return;
        foreach (var element in select.SelectElements.OfType<SelectScalarExpression>().Where(e => NameOf(e) is null))
            Report(element, "a derived column without a name");
    }
}
