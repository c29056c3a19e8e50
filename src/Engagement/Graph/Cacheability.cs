using GraphQL;
using GraphQL.Types;

namespace Engagement.Graph;

/// <summary>
/// Marks a field, or all that a class has of its own, as the same for every caller who may see the object. It is an allow-list:
/// one field without a mark, and subscribers do not share the answer.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Method)]
internal abstract class CacheableAttribute : GraphQLAttribute
{
    private const string Key = "Engagement.Cacheable";

    public override void Modify(FieldType fieldType, bool isInputType) => Mark(fieldType);

    /// <summary>Marks a field that has no mark of its own.</summary>
    public void Mark(FieldType field) => field.Metadata.TryAdd(Key, this);

    /// <summary>The mark of a field, or null.</summary>
    public static CacheableAttribute? Of(IFieldType field) => field.GetMetadata<CacheableAttribute?>(Key);
}

/// <summary>It changes only with a version.</summary>
/// <param name="version">Whose.</param>
internal sealed class CacheableByAttribute(VersionOf version) : CacheableAttribute
{
    public VersionOf Version => version;
}

/// <summary>It may be so many seconds old.</summary>
/// <param name="seconds">Above 0.</param>
internal sealed class CacheableForAttribute(int seconds) : CacheableAttribute
{
    public int Seconds => seconds;
}

/// <summary>What carries a version.</summary>
internal enum VersionOf
{
    /// <summary>The article that the object belongs to.</summary>
    Article,
}
