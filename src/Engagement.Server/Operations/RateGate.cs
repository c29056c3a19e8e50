using Engagement.Server.Auth;
using Engagement.Transport;
using Engagement.Transport.Errors;
using GraphQL;
using GraphQLParser.AST;

namespace Engagement.Server.Operations;

/// <summary>Lets in as many operations of a caller and an address as <see cref="OperationLimitOptions"/> says.</summary>
internal sealed class RateGate(OperationLimits limits, IdentityOptions identity) : IOperationGate
{
    private const string Events = "recordPlacementEvents";

    public async ValueTask<ExecutionError?> CheckAsync(OperationAttempt attempt, CancellationToken cancellationToken)
    {
        var permit = IsOfEvents(attempt) ? await limits.AcquireEventsAsync(attempt.Context.RemoteAddress) : await AcquireAsync(attempt);
        return permit.IsAllowed ? null : Refusals.RetryLater(ErrorCodes.RateLimited, $"More than {permit.Limit}.", permit.RetryAfter);
    }

    private ValueTask<OperationPermit> AcquireAsync(OperationAttempt attempt)
    {
        var token = CallerToken.From(attempt.Context.Caller.User, identity);
        return limits.AcquireAsync(token is null ? null : $"{token.Issuer} {token.Subject}", attempt.Context.RemoteAddress, attempt.Type);
    }

    /// <summary>Whether it only tells what a page saw of its placements, by one field, as a beacon would.</summary>
    private static bool IsOfEvents(OperationAttempt attempt) =>
        attempt is { Type: OperationType.Mutation, Definition.SelectionSet.Selections: [GraphQLField field] } && field.Name.Value == Events;
}
