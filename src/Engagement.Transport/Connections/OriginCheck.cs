using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Connections;

/// <summary>Browsers let any page open a socket anywhere and send cookies along: the origin is ours to check (RFC 6455, section 10.2). An event stream is held to the same, or a foreign page could take its place without being able to read it.</summary>
internal sealed class OriginCheck(IOptions<TransportOptions> options)
{
    /// <summary>True without an Origin header, for our own origin and for those of <see cref="TransportOptions.AllowedOrigins"/>.</summary>
    public bool Allows(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0)
            return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || options.Value.AllowedOrigins.Any(allowed => allowed == "*" || allowed.Equals(origin, StringComparison.OrdinalIgnoreCase));
    }
}
