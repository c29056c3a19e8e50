using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>
/// Moves a query from one engine's model to another's, and lists its parameters. Everything but the roots is by CLR member
/// and stays as it is.
/// </summary>
internal sealed class QueryRebase(DbContext context, HandWritten written) : ExpressionVisitor
{
    private readonly Dictionary<string, QueryParameterExpression> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object[]> _values = new(StringComparer.Ordinal);

    public IReadOnlyCollection<QueryParameterExpression> Parameters => _parameters.Values;

    /// <summary>Those of hand-written SQL, by the name of the parameter that carries all of one statement.</summary>
    public IReadOnlyDictionary<string, object[]> Values => _values;

    protected override Expression VisitExtension(Expression node)
    {
        switch (node)
        {
            case FromSqlQueryRootExpression root:
                return new FromSqlQueryRootExpression(Same(root.EntityType), SqlServerText(root.Sql, root.Argument), Visit(root.Argument));
            case SqlQueryRootExpression root:
                return new SqlQueryRootExpression(root.ElementType, SqlServerText(root.Sql, root.Argument), Visit(root.Argument));
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

    private string SqlServerText(string text, Expression argument)
    {
        var statement = written.Find(text);
        if (argument is QueryParameterExpression parameter)
            _values[parameter.Name] = statement.Values;
        return statement.SqlServerText;
    }

    // A type that is no entity's (a record that hand-written SQL is read into) gets a mapping of its own, outside the model.
    private IEntityType Same(IEntityType type) =>
        context.Model.FindEntityType(type.Name) ?? context.GetService<IAdHocMapper>().GetOrAddEntityType(type.ClrType);
}
