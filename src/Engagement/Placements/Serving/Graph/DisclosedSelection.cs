using GraphQL;
using GraphQLParser.AST;

namespace Engagement.Placements.Serving;

/// <summary>
/// Whether what is selected of a placement makes it recognisable as paid: <c>disclosure { label sponsor }</c>, whatever a variable
/// says. Nobody is given a placement without (Regulation (EU) 2022/2065, Article 26(1)(a, b)).
/// </summary>
internal static class DisclosedSelection
{
    private static readonly string[] Needed = ["label", "sponsor"];

    /// <param name="context">Of the field that answers with placements.</param>
    public static bool Holds(IResolveFieldContext context)
    {
        var disclosure = Fields(context.FieldAst.SelectionSet, context.Document).Where(f => f.Name.Value == "disclosure");
        var selected = disclosure.SelectMany(d => Fields(d.SelectionSet, context.Document)).Select(f => f.Name.StringValue).ToList();
        return Array.TrueForAll(Needed, selected.Contains);
    }

    /// <summary>The fields that are answered in any case; fragments of a valid document come to an end.</summary>
    private static IEnumerable<GraphQLField> Fields(GraphQLSelectionSet? set, GraphQLDocument document) =>
        (set?.Selections ?? []).Where(s => s is not IHasDirectivesNode { Directives.Count: > 0 }).SelectMany(s => s switch
        {
            GraphQLField field => [field],
            GraphQLInlineFragment inline => Fields(inline.SelectionSet, document),
            GraphQLFragmentSpread spread => Fields(Fragment(spread, document).SelectionSet, document),
            _ => [],
        });

    private static GraphQLFragmentDefinition Fragment(GraphQLFragmentSpread spread, GraphQLDocument document) =>
        document.Definitions.OfType<GraphQLFragmentDefinition>().Single(d => d.FragmentName.Name.Value == spread.FragmentName.Name.Value);
}
