using Microsoft.AspNetCore.Http;

namespace Engagement.Transport;

/// <summary>
/// Says who asks. The default takes `HttpContext.User` over HTTP and runs the host's default authentication scheme on
/// the bearer token of `connection_init`; a host that needs more registers its own.
/// </summary>
public interface ICallerAuthenticator
{
    /// <summary>Asked once for each request over HTTP, after the host's authentication middleware.</summary>
    ValueTask<Authentication> AuthenticateRequestAsync(HttpContext context, CancellationToken cancellationToken);

    /// <summary>Asked once for each socket. The context is that of the upgrade; what is thrown closes with 4500.</summary>
    ValueTask<Authentication> AuthenticateSocketAsync(HttpContext context, ConnectionInit init, CancellationToken cancellationToken);
}
