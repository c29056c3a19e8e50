using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>
/// Moves a query from one engine's model to another's, and lists its parameters. Everything but the roots is by CLR member
/// and stays as it is.
/// </summary>
internal sealed class QueryRebase(IModel model) : ExpressionVisitor
{
    private readonly Dictionary<string, QueryParameterExpression> _parameters = new(StringComparer.Ordinal);

    public IReadOnlyCollection<QueryParameterExpression> Parameters => _parameters.Values;

    protected override Expression VisitExtension(Expression node)
    {
        switch (node)
        {
            case FromSqlQueryRootExpression root:
                return new FromSqlQueryRootExpression(Same(root.EntityType), root.Sql, Visit(root.Argument));
            case EntityQueryRootExpression root when root.GetType() == typeof(EntityQueryRootExpression):
                return new EntityQueryRootExpression(Same(root.EntityType));
            case EntityQueryRootExpression:
                throw new NotSupportedException($"Queries of the kind {node.GetType().Name} cannot be shadowed.");
            case QueryParameterExpression parameter:
                _parameters[parameter.Name] = parameter;
                return parameter;
            default:
                return base.VisitExtension(node);
        }
    }

    private IEntityType Same(IEntityType type) =>
        model.FindEntityType(type.Name) ?? throw new InvalidOperationException($"The SQL Server model has no {type.Name}.");
}
