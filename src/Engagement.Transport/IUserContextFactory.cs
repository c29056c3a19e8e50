namespace Engagement.Transport;

/// <summary>Makes the engine's user context of an operation, and fills its service scope with what depends on the caller.</summary>
public interface IUserContextFactory
{
    /// <summary>Called once for each operation before it is parsed. What is thrown is answered as INTERNAL.</summary>
    ValueTask<IDictionary<string, object?>> CreateAsync(OperationContext operation, CancellationToken cancellationToken);
}

/// <summary>An empty user context: the host registered no factory of its own.</summary>
internal sealed class EmptyUserContextFactory : IUserContextFactory
{
    public ValueTask<IDictionary<string, object?>> CreateAsync(OperationContext operation, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
}
