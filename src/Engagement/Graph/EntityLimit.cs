using System.Collections;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;

namespace Engagement.Graph;

/// <summary>Holds a gateway's <c>_entities</c> to as many as any other list that a client gives.</summary>
internal sealed class EntityLimit : BaseSchemaNodeVisitor
{
    private const int Most = 100;
    private const string Field = "_entities", Argument = "representations";

    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
    {
        if (type != schema.Query || field.Name != Field || field.Resolver is not { } inner)
            return;
        field.Resolver = new FuncFieldResolver<object?>(context =>
            context.GetArgument<object?>(Argument) is ICollection { Count: > Most and var count }
                ? throw new ExecutionError($"`{Argument}` has at most {Most} entries, not {count}.") { Code = "TOO_MANY" }
                : inner.ResolveAsync(context));
    }
}
