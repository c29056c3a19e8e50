using Engagement.Server.Auth;
using Engagement.Transport;
using Engagement.Transport.Errors;
using GraphQL;

namespace Engagement.Server.Operations;

/// <summary>Lets in as many operations of a caller and an address as <see cref="OperationLimitOptions"/> says.</summary>
internal sealed class RateGate(OperationLimits limits, IdentityOptions identity) : IOperationGate
{
    public async ValueTask<ExecutionError?> CheckAsync(OperationAttempt attempt, CancellationToken cancellationToken)
    {
        var token = CallerToken.From(attempt.Context.Caller.User, identity);
        var permit = await limits.AcquireAsync(token is null ? null : $"{token.Issuer} {token.Subject}", attempt.Context.RemoteAddress, attempt.Type);
        return permit.IsAllowed ? null : Refusals.RetryLater(ErrorCodes.RateLimited, $"More than {permit.Limit}.", permit.RetryAfter);
    }
}
