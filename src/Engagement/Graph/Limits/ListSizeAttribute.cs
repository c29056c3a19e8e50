using GraphQL;
using GraphQL.Types;

namespace Engagement.Graph.Limits;

/// <summary>
/// How many items a list without <c>first</c> or <c>last</c> is counted with where no argument tells it; in place of
/// <see cref="DocumentLimitOptions.ListSize"/>.
/// </summary>
/// <param name="items">0 or more.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ListSizeAttribute(int items) : GraphQLAttribute
{
    private const string Key = "Engagement.ListSize";

    /// <summary>0 or more.</summary>
    public int Items => items;

    /// <inheritdoc/>
    public override void Modify(FieldType fieldType, bool isInputType) => Set(fieldType, items);

    /// <summary>The same for a field that is not made from a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public static void Set(FieldType field, int items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        field.Metadata[Key] = items;
    }

    internal static int? Of(FieldType field) => field.GetMetadata<int?>(Key);
}
