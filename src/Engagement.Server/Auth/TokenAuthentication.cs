using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Engagement.Server.Auth;

/// <summary>What became of a token: a principal and when it ends, or a failure.</summary>
/// <param name="Principal">Null if the token is not good.</param>
/// <param name="ExpiresAt">UTC; without the allowance for clocks.</param>
/// <param name="Failure">Why not, for logs; null if it is good.</param>
internal sealed record TokenAuthenticationResult(ClaimsPrincipal? Principal, DateTimeOffset ExpiresAt, Exception? Failure);

/// <summary>Tokens that do not come in a request's header, as in <c>connection_init</c> of a WebSocket.</summary>
internal sealed class TokenAuthentication(IServiceScopeFactory scopes)
{
    private const string Prefix = "Bearer ";

    /// <summary>
    /// Validates a token by the very handler that validates a request's: it is handed a request with this token and
    /// nothing else.
    /// </summary>
    /// <param name="token">With or without <c>Bearer</c> in front.</param>
    /// <param name="cancellationToken">Ends the wait for the provider's keys.</param>
    public async Task<TokenAuthenticationResult> AuthenticateTokenAsync(string token, CancellationToken cancellationToken)
    {
        // The handler is kept per scope and scheme with its result: a scope for each token.
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        context.Request.Headers.Authorization =
            token.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? token : Prefix + token;

        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        return result is { Succeeded: true, Properties.ExpiresUtc: { } expiresAt }
            ? new(result.Principal, expiresAt, null)
            : new(null, default, result.Failure ?? new AuthenticationFailureException("There is no token."));
    }
}
