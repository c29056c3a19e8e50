namespace Engagement.Graph;

// The roots are empty here: each feature extends them.
/// <summary>What can be asked.</summary>
internal sealed class Query;

/// <summary>What can be changed.</summary>
internal sealed class Mutation;

/// <summary>What can be followed live.</summary>
internal sealed class Subscription;

/// <summary>Whatever has a global id.</summary>
[GraphQL.Name("Node")]
public interface INode
{
    /// <summary>Opaque, unique over all types.</summary>
    [GraphQL.Id, CacheableBy(VersionOf.Article)]
    string Id { get; }
}
