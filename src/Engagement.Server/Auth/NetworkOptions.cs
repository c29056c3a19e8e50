using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Auth;

/// <summary>Which pages and which proxies are trusted; section <c>Network</c>.</summary>
public sealed class NetworkOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Network";

    /// <summary>
    /// Origins (<c>https://www.site.example</c>, with a port if it is not the scheme's) whose pages may use
    /// <c>/graphql</c> over HTTP and WebSocket. The server's own origin always may. Default none.
    /// </summary>
    public ICollection<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>, <c>2001:db8::/32</c>) of proxies in front, from which
    /// <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; they must pass <c>Host</c> on. Default none:
    /// the headers are ignored.
    /// </summary>
    public ICollection<string> TrustedProxies { get; } = [];

    /// <summary>
    /// Name of a header in which a trusted proxy says that it takes the caller for a program, by any value but <c>0</c> and
    /// <c>false</c>: events of placements that come with it are counted apart. Believed from <see cref="TrustedProxies"/> only.
    /// Default none.
    /// </summary>
    [RegularExpression("[A-Za-z0-9-]+", ErrorMessage = "{0} is the name of a header.")]
    public string? ProgramHeader { get; set; }

    /// <summary>The allowed ones as browsers write them.</summary>
    internal IEnumerable<string> Origins => AllowedOrigins.Select(Origin).OfType<string>().Distinct();

    internal IEnumerable<IPNetwork> Proxies => TrustedProxies.Select(text => TryNetwork(text, out var network)
        ? network
        : throw new OptionsValidationException(Section, typeof(NetworkOptions), [$"'{text}' is no network."]));

    internal static bool TryNetwork(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    /// <summary>As a browser writes it in <c>Origin</c> (RFC 6454, section 6.2); null if it is more or less than an origin.</summary>
    internal static string? Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? $"{address.Scheme}://{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port}")}"
            : null;
}

/// <summary>What <see cref="NetworkOptions"/> must be for the server to start.</summary>
internal sealed class NetworkRules : IValidateOptions<NetworkOptions>
{
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var origins = options.AllowedOrigins.Where(origin => NetworkOptions.Origin(origin) is null)
            .Select(origin => $"Network:AllowedOrigins: '{origin}' is not an origin such as https://www.site.example.");
        var proxies = options.TrustedProxies.Where(proxy => !NetworkOptions.TryNetwork(proxy, out _))
            .Select(proxy => $"Network:TrustedProxies: '{proxy}' is not an address or a network such as 10.0.0.0/8.");
        List<string> failures = [.. origins, .. proxies];
        return failures is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
