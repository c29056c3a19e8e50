using GraphQL;

namespace Engagement.Transport.Execution;

/// <summary>All gates of the host, in the order of registration.</summary>
internal sealed class OperationGates(IEnumerable<IOperationGate> gates)
{
    private readonly IOperationGate[] _gates = [.. gates];

    /// <summary>The first refusal, or null.</summary>
    public async ValueTask<ExecutionError?> CheckAsync(OperationAttempt attempt, CancellationToken cancellationToken)
    {
        foreach (var gate in _gates)
            if (await gate.CheckAsync(attempt, cancellationToken) is { } refusal)
                return refusal;
        return null;
    }
}
