using GraphQLParser;
using GraphQLParser.AST;

namespace Engagement.Server.Tests.Contract;

/// <summary>The contract as <c>schema/engagement.graphql</c> holds it.</summary>
internal sealed class SchemaDocument
{
    private static readonly Lazy<SchemaDocument> File = new(() => new(Text));

    private readonly List<ASTNode> _definitions;

    private SchemaDocument(string text) => _definitions = Parser.Parse<GraphQLDocument>(text).Definitions;

    public static string Text => Repository.Read("schema", "engagement.graphql");

    public static SchemaDocument Current => File.Value;

    /// <summary>Object types, the roots among them.</summary>
    public IEnumerable<GraphQLObjectTypeDefinition> Objects => _definitions.OfType<GraphQLObjectTypeDefinition>();

    public GraphQLObjectTypeDefinition Object(string name) => Objects.Single(t => NameOf(t) == name);

    /// <summary>Fields of an object type or interface; none of anything else.</summary>
    public IEnumerable<GraphQLFieldDefinition> FieldsOf(string type) => Find(type) switch
    {
        GraphQLObjectTypeDefinition { Fields: { } fields } => fields,
        GraphQLInterfaceTypeDefinition { Fields: { } fields } => fields,
        _ => [],
    };

    public IEnumerable<GraphQLInputValueDefinition> InputFieldsOf(string type) =>
        Find(type) is GraphQLInputObjectTypeDefinition { Fields: { } fields } ? fields : [];

    /// <summary>The definition; null for what the language itself defines.</summary>
    public GraphQLTypeDefinition? Find(string type) => _definitions.OfType<GraphQLTypeDefinition>().FirstOrDefault(d => NameOf(d) == type);

    /// <summary>What a field of the type can be: the type itself, or the members of an interface or union.</summary>
    public IReadOnlyList<string> ObjectsOf(string type) => Find(type) switch
    {
        GraphQLObjectTypeDefinition => [type],
        GraphQLInterfaceTypeDefinition => [.. Objects.Where(o => o.Interfaces?.Items.Any(i => i.Name.StringValue == type) == true).Select(NameOf)],
        GraphQLUnionTypeDefinition { Types: { } members } => [.. members.Select(m => m.Name.StringValue)],
        _ => [],
    };

    /// <summary>Whether a field of the type needs a selection.</summary>
    public bool IsComposite(string type) => ObjectsOf(type).Count > 0;

    public static string NameOf(INamedNode node) => node.Name.StringValue;

    /// <summary>The type without lists and non-null.</summary>
    public static string NamedType(GraphQLType type) => type switch
    {
        GraphQLNonNullType inner => NamedType(inner.Type),
        GraphQLListType inner => NamedType(inner.Type),
        GraphQLNamedType named => named.Name.StringValue,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Everything that can carry a description, by its coordinate such as <c>Comment.replies(first:)</c>.</summary>
    public IEnumerable<(string Coordinate, string? Description)> Described()
    {
        foreach (var definition in _definitions.OfType<GraphQLTypeDefinition>())
        {
            var name = NameOf(definition);
            yield return (name, TextOf(definition));
            foreach (var field in FieldsOf(name))
            {
                yield return ($"{name}.{NameOf(field)}", TextOf(field));
                foreach (var argument in field.Arguments?.Items ?? [])
                    yield return ($"{name}.{NameOf(field)}({NameOf(argument)}:)", TextOf(argument));
            }
            foreach (var field in InputFieldsOf(name))
                yield return ($"{name}.{NameOf(field)}", TextOf(field));
            foreach (var value in (definition as GraphQLEnumTypeDefinition)?.Values?.Items ?? [])
                yield return ($"{name}.{NameOf(value)}", TextOf(value));
        }
        foreach (var directive in _definitions.OfType<GraphQLDirectiveDefinition>())
        {
            yield return ($"@{NameOf(directive)}", TextOf(directive));
            foreach (var argument in directive.Arguments?.Items ?? [])
                yield return ($"@{NameOf(directive)}({NameOf(argument)}:)", TextOf(argument));
        }
    }

    public static string? TextOf(IHasDescriptionNode node) => node.Description?.Value.ToString();
}
