using Engagement.Graph.Limits;
using GraphQL;
using GraphQLParser;
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
        var fragments = DocumentShape.FragmentsOf(context.Document);
        var disclosure = Fields(context.FieldAst.SelectionSet, fragments).Where(f => f.Name.Value == "disclosure");
        var selected = disclosure.SelectMany(d => Fields(d.SelectionSet, fragments)).Select(f => f.Name.StringValue).ToList();
        return Array.TrueForAll(Needed, selected.Contains);
    }

    /// <summary>The fields that are answered in any case; fragments of a valid document are there and come to an end.</summary>
    private static IEnumerable<GraphQLField> Fields(GraphQLSelectionSet? set, Dictionary<ROM, GraphQLFragmentDefinition> fragments) =>
        (set?.Selections ?? []).Where(s => s is not IHasDirectivesNode { Directives.Count: > 0 }).SelectMany(s => s switch
        {
            GraphQLField field => [field],
            GraphQLInlineFragment inline => Fields(inline.SelectionSet, fragments),
            GraphQLFragmentSpread spread => Fields(fragments[spread.FragmentName.Name.Value].SelectionSet, fragments),
            _ => [],
        });
}
