using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Transport.Http;

/// <summary>
/// The default <see cref="ICallerAuthenticator"/>: the host's authentication middleware and default scheme decide.
/// Without a token a socket's caller is the one of the upgrade request, mostly anonymous.
/// </summary>
internal sealed class RequestAuthenticator(IServiceScopeFactory scopes) : ICallerAuthenticator
{
    public ValueTask<Authentication> AuthenticateRequestAsync(HttpContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authentication.Accept(new Caller(context.User)));

    public async ValueTask<Authentication> AuthenticateSocketAsync(HttpContext context, ConnectionInit init, CancellationToken cancellationToken)
    {
        if (init.BearerToken is not { } token)
            return Authentication.Accept(new Caller(context.User));

        // A handler answers once per request and scope, and the upgrade's has answered: the token gets a request of its own.
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<IAuthenticationService>() is null)
            return Authentication.Refuse("Tokens are not accepted here.");
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        request.Request.Scheme = context.Request.Scheme;
        request.Request.Host = context.Request.Host;
        request.Request.Path = context.Request.Path;
        request.Request.Headers.Authorization = "Bearer " + token;
        request.Connection.RemoteIpAddress = context.Connection.RemoteIpAddress;

        var result = await request.AuthenticateAsync();
        return result.Succeeded
            ? Authentication.Accept(new Caller(result.Principal ?? new ClaimsPrincipal(), result.Properties?.ExpiresUtc))
            : Authentication.Refuse("The token was refused.");
    }
}
