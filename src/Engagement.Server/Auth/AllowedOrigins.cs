using Microsoft.Extensions.Options;

namespace Engagement.Server.Auth;

/// <summary>
/// Whose pages may speak to the server. CORS holds browsers to it over HTTP; a WebSocket has no CORS, so whoever accepts
/// one asks here (RFC 6455, section 10.2).
/// </summary>
public sealed class AllowedOrigins(IOptions<NetworkOptions> options)
{
    private readonly HashSet<string> _origins =
        [.. options.Value.AllowedOrigins.Select(NetworkOptions.Origin).OfType<string>()];

    /// <summary>As browsers write them.</summary>
    public IReadOnlyCollection<string> Origins => _origins;

    /// <summary>
    /// True for the server's own origin, for those of the list, and without an <c>Origin</c> header: what is no browser
    /// could write any. False for <c>null</c>, which sandboxed frames and files send.
    /// </summary>
    public bool Allows(HttpRequest request)
    {
        var sent = request.Headers.Origin;
        if (sent.Count == 0)
            return true;
        return sent is [{ } only]
            && NetworkOptions.Origin(only) is { } origin
            && (_origins.Contains(origin) || origin == NetworkOptions.Origin($"{request.Scheme}://{request.Host}"));
    }
}
