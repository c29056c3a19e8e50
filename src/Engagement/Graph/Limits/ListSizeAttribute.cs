using GraphQL;
using GraphQL.Types;

namespace Engagement.Graph.Limits;

/// <summary>
/// How many items a list without <c>first</c> or <c>last</c> is counted with where no argument tells it; in place of
/// <see cref="DocumentLimitOptions.ListSize"/>.
/// </summary>
/// <param name="items">0 or more.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ListSizeAttribute(int items) : GraphQLAttribute
{
    private const string Key = "Engagement.ListSize";

    /// <inheritdoc/>
    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.Metadata[Key] = items;

    internal static int? Of(FieldType field) => field.GetMetadata<int?>(Key);
}
