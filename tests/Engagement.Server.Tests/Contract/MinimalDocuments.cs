using GraphQLParser.AST;

namespace Engagement.Server.Tests.Contract;

/// <summary>The shortest documents that use each field of the schema, their arguments made by type.</summary>
/// <param name="schema">The contract.</param>
/// <param name="ids">By the name of the argument or input field, such as <c>articleId</c>, or its coordinate <c>Query.comment(id)</c>, which wins.</param>
internal sealed class MinimalDocuments(SchemaDocument schema, IReadOnlyDictionary<string, string> ids)
{
    /// <summary>What a placement is never asked for without.</summary>
    private const string Disclosed = "disclosure { label sponsor }";

    /// <summary>All fields of an object type, composite ones by <c>__typename</c>.</summary>
    public string Selection(string type, Func<string, bool>? only = null) =>
        string.Join(' ', schema.FieldsOf(type).Where(f => only is null || only(SchemaDocument.NameOf(f))).Select(f => $"{Call(type, f)} {Below(f)}"));

    /// <summary>A root field of a mutation or subscription with all fields of what it returns.</summary>
    public string Operation(string kind, string root, GraphQLFieldDefinition field)
    {
        var type = SchemaDocument.NamedType(field.Type);
        var selection = schema.Find(type) is GraphQLObjectTypeDefinition ? Selection(type) : "__typename";
        return $"{kind} {{ {Call(root, field)} {(schema.IsComposite(type) ? $"{{ {selection} }}" : "")} }}";
    }

    /// <summary>
    /// For each object type that a query reaches: the shortest way there from the root, such as <c>article(by: …)</c>,
    /// <c>channels</c>.
    /// </summary>
    /// <param name="follow">Whether a way may go by a field, by type and name.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Ways(Func<string, string, bool> follow)
    {
        var ways = new Dictionary<string, IReadOnlyList<string>> { ["Query"] = [] };
        var open = new Queue<string>(ways.Keys);
        while (open.TryDequeue(out var type))
            foreach (var field in schema.FieldsOf(type).Where(f => follow(type, SchemaDocument.NameOf(f))))
            {
                var returned = SchemaDocument.NamedType(field.Type);
                var isAbstract = schema.Find(returned) is not GraphQLObjectTypeDefinition;
                foreach (var found in schema.ObjectsOf(returned))
                {
                    string[] steps = isAbstract ? [Call(type, field), $"... on {found}"] : [Call(type, field)];
                    if (ways.TryAdd(found, [.. ways[type], .. steps]))
                        open.Enqueue(found);
                }
            }
        return ways;
    }

    /// <summary>A query that goes a way and selects something at its end.</summary>
    public static string Query(IEnumerable<string> way, string selection) =>
        $"{{ {way.Reverse().Aggregate(selection, (inner, step) => $"{step} {{ {inner}{(step.StartsWith("placements(", StringComparison.Ordinal) ? $" {Disclosed}" : "")} }}")} }}";

    private string Below(GraphQLFieldDefinition field) => SchemaDocument.NamedType(field.Type) switch
    {
        "Placement" => $"{{ {Disclosed} }}",
        var type when schema.IsComposite(type) => "{ __typename }",
        _ => "",
    };

    private string Call(string type, GraphQLFieldDefinition field)
    {
        var name = SchemaDocument.NameOf(field);
        var required = (field.Arguments?.Items ?? []).Where(IsRequired).Select(a => $"{SchemaDocument.NameOf(a)}: {Value($"{type}.{name}({SchemaDocument.NameOf(a)})", a)}").ToList();
        return required.Count == 0 ? name : $"{name}({string.Join(", ", required)})";
    }

    private static bool IsRequired(GraphQLInputValueDefinition value) => value is { Type: GraphQLNonNullType, DefaultValue: null };

    private string Value(string coordinate, GraphQLInputValueDefinition value) => Value(coordinate, SchemaDocument.NameOf(value), value.Type);

    private string Value(string coordinate, string name, GraphQLType type) => type switch
    {
        GraphQLNonNullType inner => Value(coordinate, name, inner.Type),
        GraphQLListType inner => $"[{Value(coordinate, name, inner.Type)}]",
        GraphQLNamedType named => Value(coordinate, name, named.Name.StringValue),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private string Value(string coordinate, string name, string type) => (schema.Find(type), type) switch
    {
        (GraphQLEnumTypeDefinition { Values: { } values }, _) => SchemaDocument.NameOf(values[0]),
        (GraphQLInputObjectTypeDefinition input, _) => Object(input),
        (_, "ID") => $"\"{ids.GetValueOrDefault(coordinate) ?? ids[name]}\"",
        (_, "Int" or "Float" or "Version") => "1",
        (_, "Boolean") => "true",
        (_, "URL") => "\"https://news.example/minimal\"",
        (_, "DateTime") => name == "to" ? "\"2100-01-02T00:00:00Z\"" : "\"2100-01-01T00:00:00Z\"", // after `from`
        (_, "Date") => $"\"{DateTime.UtcNow:yyyy-MM-dd}\"",
        (_, "String" or "Markdown") => name == "slots" ? "\"INLINE_TEXT\"" : "\"minimal\"", // a forecast of what is not there is refused
        _ => throw new NotSupportedException($"{coordinate} has the type {type}, for which there is no value here."),
    };

    private string Object(GraphQLInputObjectTypeDefinition input)
    {
        var type = SchemaDocument.NameOf(input);
        var isOneOf = input.Directives?.Items.Any(d => d.Name.StringValue == "oneOf") == true;
        var fields = isOneOf ? schema.InputFieldsOf(type).Take(1) : schema.InputFieldsOf(type).Where(IsRequired);
        return $"{{{string.Join(", ", fields.Select(f => $"{SchemaDocument.NameOf(f)}: {Value($"{type}.{SchemaDocument.NameOf(f)}", f)}"))}}}";
    }
}
