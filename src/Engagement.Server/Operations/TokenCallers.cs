using Engagement.Server.Auth;
using Engagement.Transport;

namespace Engagement.Server.Operations;

/// <summary>Who asks: over HTTP the request's principal, on a socket the bearer token of <c>connection_init</c>.</summary>
internal sealed class TokenCallers(TokenAuthentication tokens, IdentityOptions identity) : ICallerAuthenticator
{
    private const string Refusal = "The token was refused.";

    private static readonly Authentication Anonymous = Authentication.Accept(Caller.Anonymous);

    public async ValueTask<Authentication> AuthenticateRequestAsync(HttpContext context, CancellationToken cancellationToken) =>
        await OfRequestAsync(context);

    public async ValueTask<Authentication> AuthenticateSocketAsync(HttpContext context, ConnectionInit init, CancellationToken cancellationToken)
    {
        if (init.BearerToken is not { } token)
            return await OfRequestAsync(context);
        var result = await tokens.AuthenticateTokenAsync(token, cancellationToken);
        return result.Principal is { } principal
            ? Authentication.Accept(new Caller(principal, result.ExpiresAt))
            : Authentication.Refuse(Refusal);
    }

    /// <summary>A socket whose upgrade carried the token ends with it, like any other.</summary>
    private async ValueTask<Authentication> OfRequestAsync(HttpContext context) => await context.AuthenticateTokenAsync() switch
    {
        { None: true } => Anonymous,
        { Failure: not null } => Authentication.Refuse(Refusal),
        _ => Authentication.Accept(new Caller(context.User, CallerToken.From(context.User, identity)?.ExpiresAt)),
    };
}
