using System.Net;
using System.Net.Sockets;

namespace Engagement.Server.Auth;

/// <summary>What counts as one address.</summary>
internal static class ClientNetwork
{
    /// <summary>The address; of IPv6 its /64 network, since whoever is given one is given 2^64 addresses (RFC 6177).</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
