namespace Engagement.Graph;

/// <summary>What can be asked. Each feature extends it.</summary>
internal sealed class Query;

/// <summary>What can be changed. Each feature extends it.</summary>
internal sealed class Mutation;

/// <summary>What can be followed live. Each feature extends it.</summary>
internal sealed class Subscription;

/// <summary>Whatever has a global id.</summary>
[GraphQL.Name("Node")]
public interface INode
{
    /// <summary>Opaque, unique over all types.</summary>
    [GraphQL.Id]
    string Id { get; }
}
