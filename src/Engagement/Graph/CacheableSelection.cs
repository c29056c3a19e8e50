using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Engagement.Graph;

/// <summary>
/// What an operation selects, as far as it decides who may be given the same answer. Directives are not looked at: a field
/// that may be left out counts as selected.
/// </summary>
internal sealed class CacheableSelection
{
    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly HashSet<string> _fragments = [];

    private CacheableSelection(ISchema schema, GraphQLDocument document) => (_schema, _document) = (schema, document);

    /// <summary>The least of <see cref="CacheableForAttribute"/> that was met; null without one.</summary>
    public int? Seconds { get; private set; }

    /// <summary>Looks at each field; a fragment once, however often it is spread.</summary>
    /// <param name="schema">Validated the document.</param>
    /// <param name="document">Of the fragments.</param>
    /// <param name="set">Null or empty: nothing is selected.</param>
    /// <param name="type">What the fields belong to.</param>
    /// <returns>Null if a field is not marked as the same for every caller.</returns>
    public static CacheableSelection? Of(ISchema schema, GraphQLDocument document, GraphQLSelectionSet? set, IGraphType? type)
    {
        var selection = new CacheableSelection(schema, document);
        return selection.IsCacheable(set, type) ? selection : null;
    }

    private bool IsCacheable(GraphQLSelectionSet? set, IGraphType? type) =>
        set is null || set.Selections.All(s => s switch
        {
            GraphQLField field => IsCacheable(field, type?.GetNamedType() as IComplexGraphType),
            GraphQLInlineFragment inline => IsCacheable(inline.SelectionSet, inline.TypeCondition is { } on ? TypeOf(on) : type),
            GraphQLFragmentSpread spread => IsCacheable(spread.FragmentName.Name.StringValue),
            _ => false,
        });

    private bool IsCacheable(GraphQLField field, IComplexGraphType? type)
    {
        if (field.Name.Value == "__typename")
            return true;
        if (type?.GetField(field.Name.Value) is not { } definition || CacheableAttribute.Of(definition) is not { } mark)
            return false;
        if (mark is CacheableForAttribute limited)
            Seconds = Math.Min(Seconds ?? limited.Seconds, limited.Seconds);
        return IsCacheable(field.SelectionSet, definition.ResolvedType?.GetNamedType());
    }

    private bool IsCacheable(string fragment) =>
        !_fragments.Add(fragment)
        || (_document.Definitions.OfType<GraphQLFragmentDefinition>().FirstOrDefault(d => d.FragmentName.Name.Value == fragment) is { } found
            && IsCacheable(found.SelectionSet, TypeOf(found.TypeCondition)));

    private IGraphType? TypeOf(GraphQLTypeCondition condition) => _schema.AllTypes[condition.Type.Name.Value];
}
