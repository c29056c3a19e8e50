using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>
/// A star stands for columns of our own tables, so that they can be counted. EF reads what FromSql selects by name, so a star
/// there is no risk; in EXISTS it means nothing.
/// </summary>
internal sealed class Stars(Widths widths) : LintRule
{
    private readonly HashSet<TSqlFragment> _meaningless = [];

    public override void Visit(ExistsPredicate node)
    {
        if (node.Subquery.QueryExpression is QuerySpecification inner)
            _meaningless.UnionWith(inner.SelectElements);
    }

    public override void Visit(QuerySpecification node)
    {
        foreach (var star in node.SelectElements.OfType<SelectStarExpression>())
            if (!_meaningless.Contains(star) && widths.Of(star, node.FromClause) is null)
                Report(star, "a star of columns that nobody can count");
    }

    public override void Visit(OutputClause node) => Report(node.SelectColumns);

    public override void Visit(OutputIntoClause node) => Report(node.SelectColumns);

    private void Report(IEnumerable<SelectElement> columns)
    {
        foreach (var star in columns.OfType<SelectStarExpression>())
            Report(star, "a star in OUTPUT");
    }
}
