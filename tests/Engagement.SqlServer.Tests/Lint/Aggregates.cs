using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>Beside an aggregate, only columns that are grouped by. Where a query groups by more than plain columns, it is not looked at.</summary>
internal sealed class Aggregates : LintRule
{
    public override void Visit(QuerySpecification node)
    {
        var groupings = node.GroupByClause?.GroupingSpecifications.Select(Column).ToList() ?? [];
        if (groupings.Contains(null))
            return;
        var found = new Found();
        foreach (var element in node.SelectElements)
            element.Accept(found);
        if (!found.Aggregate && node.GroupByClause is null)
            return;
        foreach (var column in found.Bare.Where(c => !groupings.Contains(Name(c))))
            Report(column, $"{Name(column)} is neither grouped by nor aggregated");
    }

    private static string? Column(GroupingSpecification grouping) =>
        grouping is ExpressionGroupingSpecification { Expression: ColumnReferenceExpression column } ? Name(column) : null;

    private static string? Name(ColumnReferenceExpression column) => column.MultiPartIdentifier?.Identifiers[^1].Value;

    /// <summary>Looks at one SELECT list, without its subqueries: those have lists of their own.</summary>
    private sealed class Found : TSqlFragmentVisitor
    {
        private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
        {
            "COUNT", "COUNT_BIG", "SUM", "MIN", "MAX", "AVG", "STRING_AGG",
        };

        public bool Aggregate { get; private set; }

        public List<ColumnReferenceExpression> Bare { get; } = [];

        public override void ExplicitVisit(ScalarSubquery node) { }

        public override void ExplicitVisit(ExistsPredicate node) { }

        public override void ExplicitVisit(FunctionCall node)
        {
            if (node.OverClause is null && Names.Contains(node.FunctionName.Value))
            {
                Aggregate = true;
                return;
            }
            // The "day" of DATEADD(day, …) reads like a column.
            var dated = node.FunctionName.Value.StartsWith("DATE", StringComparison.OrdinalIgnoreCase);
            foreach (var argument in node.Parameters.Skip(dated ? 1 : 0))
                argument.Accept(this);
        }

        public override void Visit(ColumnReferenceExpression node) => Bare.Add(node);
    }
}
