using GraphQLParser;
using GraphQLParser.AST;

namespace Engagement.Graph.Limits;

/// <summary>
/// Size of a selection set with its fragments expanded.
/// </summary>
/// <param name="Depth">Fields inside fields.</param>
/// <param name="Fields">Fields in all.</param>
/// <param name="Aliases">Aliased fields in all.</param>
/// <param name="ListDepth">Introspection's growing lists inside each other, whatever they stand under.</param>
/// <param name="IntrospectionLists">The same, but under <c>__schema</c> or <c>__type</c> only.</param>
internal readonly record struct Shape(long Depth, long Fields, long Aliases, long ListDepth, long IntrospectionLists)
{
    public Shape Beside(Shape other) => new(
        Math.Max(Depth, other.Depth),
        Count.Add(Fields, other.Fields),
        Count.Add(Aliases, other.Aliases),
        Math.Max(ListDepth, other.ListDepth),
        Math.Max(IntrospectionLists, other.IntrospectionLists));
}

/// <summary>
/// Measures the definitions of one document in time linear in its text: each fragment is measured once, however often
/// it is spread. Needs no schema and no valid document: an unknown fragment counts nothing, and a spread that closes a
/// cycle counts nothing (validation refuses both).
/// </summary>
internal sealed class DocumentShape(GraphQLDocument document)
{
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> _fragments = FragmentsOf(document);
    private readonly Dictionary<ROM, Shape> _measured = [];

    /// <summary>The fragments of a document by name; of several with one name the first.</summary>
    public static Dictionary<ROM, GraphQLFragmentDefinition> FragmentsOf(GraphQLDocument document)
    {
        Dictionary<ROM, GraphQLFragmentDefinition> fragments = [];
        foreach (var definition in document.Definitions)
            if (definition is GraphQLFragmentDefinition fragment)
                fragments.TryAdd(fragment.FragmentName.Name.Value, fragment);
        return fragments;
    }

    /// <summary>An operation or a fragment; empty for anything else.</summary>
    public Shape Of(ASTNode definition) => definition switch
    {
        GraphQLOperationDefinition operation => Of(operation.SelectionSet),
        GraphQLFragmentDefinition fragment => Of(fragment.FragmentName.Name.Value),
        _ => default,
    };

    private Shape Of(ROM fragmentName)
    {
        if (_measured.TryGetValue(fragmentName, out var shape))
            return shape;
        if (!_fragments.TryGetValue(fragmentName, out var fragment))
            return default;

        _measured[fragmentName] = default; // what a cycle finds
        return _measured[fragmentName] = Of(fragment.SelectionSet);
    }

    private Shape Of(GraphQLSelectionSet? selectionSet)
    {
        Shape sum = default;
        if (selectionSet is null)
            return sum;
        foreach (var selection in selectionSet.Selections)
            sum = sum.Beside(selection switch
            {
                GraphQLField field => Of(field),
                GraphQLInlineFragment inline => Of(inline.SelectionSet),
                GraphQLFragmentSpread spread => Of(spread.FragmentName.Name.Value),
                _ => default,
            });
        return sum;
    }

    private Shape Of(GraphQLField field)
    {
        var below = Of(field.SelectionSet);
        var listDepth = below.ListDepth + (IsGrowingList(field.Name.Value) ? 1 : 0);
        return new(
            below.Depth + 1,
            Count.Add(below.Fields, 1),
            Count.Add(below.Aliases, field.Alias is null ? 0 : 1),
            listDepth,
            IsIntrospectionRoot(field.Name.Value) ? listDepth : below.IntrospectionLists);
    }

    private static bool IsIntrospectionRoot(ROM name) => name == "__schema" || name == "__type";

    private static bool IsGrowingList(ROM name) =>
        name == "fields" || name == "inputFields" || name == "interfaces" || name == "possibleTypes";
}
