using System.Text.RegularExpressions;
using Engagement.Graph;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;

namespace Engagement.Server.Tests.Hosting;

/// <summary>
/// Holds each mutation to the errors that its description lists, whatever a test asks for: a payload with another one is
/// answered INTERNAL.
/// </summary>
internal sealed partial class DeclaredErrors : BaseSchemaNodeVisitor
{
    /// <summary>The errors that a description ends with, such as <c>Errors: InvalidInput, NotFound.</c>; none if it lists none.</summary>
    public static IReadOnlyList<string> In(string? description) =>
        List().Match(description ?? "") is { Success: true } match ? match.Groups[1].Value.Split(", ") : [];

    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
    {
        if (field.Name != "errors" || schema.Mutation?.Fields.Any(m => m.ResolvedType?.GetNamedType() == type) != true)
            return;
        var inner = field.Resolver ?? throw new InvalidOperationException($"{type.Name}.errors has no resolver.");
        field.Resolver = new FuncFieldResolver<object?>(async context =>
        {
            var errors = ((IEnumerable<IUserError>?)await inner.ResolveAsync(context) ?? []).ToList();
            var mutation = context.Parent!.FieldDefinition; // a payload's parent
            var undeclared = errors.Select(e => e.GetType().Name).Except(In(mutation.Description)).ToList();
            return undeclared.Count == 0
                ? errors
                : throw new InvalidOperationException($"{mutation.Name} returned {string.Join(", ", undeclared)}, which its description does not list.");
        });
    }

    [GeneratedRegex(@"Errors: (\w+(?:, \w+)*)\.$")]
    private static partial Regex List();
}
