using System.Net;

namespace Engagement.Placements.Campaigns;

/// <summary>Hosts that any reader can reach. Nothing is looked up: a name that leads inside by DNS is the reader's resolver's business.</summary>
internal static class PublicHost
{
    /// <summary>Ends of names that are nobody's on the public internet (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's reservation of <c>internal</c> and the names that it does not delegate because networks use them).</summary>
    private static readonly string[] PrivateNames = [".localhost", ".localdomain", ".local", ".lan", ".home", ".corp", ".internal", ".intranet", ".private", ".arpa", ".onion", ".alt", ".test", ".invalid"];

    /// <summary>What is for special purposes (IANA's registries, RFC 6890).</summary>
    private static readonly IPNetwork[] SpecialNetworks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "::ffff:0:0:0/96", "3fff::/20", "5f00::/16",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Is(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var address))
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return !Array.Exists(SpecialNetworks, n => n.Contains(plain));
        }
        return host.Contains('.') && !Array.Exists(PrivateNames, n => host.EndsWith(n, StringComparison.OrdinalIgnoreCase));
    }
}
