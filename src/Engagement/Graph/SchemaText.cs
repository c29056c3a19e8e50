using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;

namespace Engagement.Graph;

/// <summary>The contract as text: what <c>schema/engagement.graphql</c> holds.</summary>
internal static class SchemaText
{
    /// <summary>The SDL, sorted, with the link to Federation but without Federation's own definitions; ends with a line feed.</summary>
    public static string Print(ISchema schema)
    {
        schema.Initialize();
        var text = schema.Print(new PrintOptions
        {
            StringComparison = StringComparison.Ordinal,
            IncludeFederationDefinitions = false,
            IncludeFederationTypes = false,
        });
        return text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }
}
