using GraphQL;
using GraphQLParser.AST;

namespace Engagement.Transport;

/// <summary>
/// Asked on every transport after a document is parsed and before it is validated and executed; rate limits live
/// here. A request in which no operation was found is asked about afterwards, as a query without a name. All registered gates are asked in the order of registration.
/// </summary>
public interface IOperationGate
{
    /// <summary>
    /// Null to let the operation in, else the error to answer with; its code decides the status
    /// (<see cref="TransportOptions.StatusByCode"/>), and its extension `retryAfter` (whole seconds) becomes the
    /// Retry-After header.
    /// </summary>
    ValueTask<ExecutionError?> CheckAsync(OperationAttempt attempt, CancellationToken cancellationToken);
}

/// <summary>An operation that asks to be let in.</summary>
/// <param name="Type">Query, mutation or subscription.</param>
/// <param name="Name">Its name in the document; null if it has none.</param>
/// <param name="Context">Caller, address, transport, request and services.</param>
/// <param name="Definition">As parsed, not validated yet; null if none was found, or if its answer is kept.</param>
public sealed record OperationAttempt(OperationType Type, string? Name, OperationContext Context, GraphQLOperationDefinition? Definition = null);
