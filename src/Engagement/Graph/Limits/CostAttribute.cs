using GraphQL;
using GraphQL.Types;

namespace Engagement.Graph.Limits;

/// <summary>What one reading of a field costs by itself, without what is selected below it. Every field without it costs 1.</summary>
/// <param name="cost">0 or more.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CostAttribute(int cost) : GraphQLAttribute
{
    private const string Key = "Engagement.Cost";

    /// <summary>0 or more.</summary>
    public int Cost => cost;

    /// <inheritdoc/>
    public override void Modify(FieldType fieldType, bool isInputType) => Set(fieldType, cost);

    /// <summary>The same for a field that is not made from a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public static void Set(FieldType field, int cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        field.Metadata[Key] = cost;
    }

    internal static int? Of(FieldType field) => field.GetMetadata<int?>(Key);
}
