using System.Buffers;
using System.Text;

namespace Engagement.Comments.Bodies;

/// <summary>Which addresses a comment may link to, and how they are written.</summary>
internal static class LinkAddress
{
    // RFC 3986, section 2: what stands for itself in an address, and the percent sign of what is already encoded.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%");

    /// <summary>
    /// Takes an absolute http or https address with a valid host and no credentials (they serve to feign a host), and a mailto
    /// address; refuses everything else: other schemes, relative addresses, addresses without a scheme.
    /// </summary>
    /// <returns>The address, every character beyond those of RFC 3986 percent-encoded except in the host, which may be
    /// international; null if it is refused. Not yet escaped for HTML.</returns>
    public static string? Safe(ReadOnlySpan<char> address)
    {
        var host = WebHost(address);
        if (host >= 0)
        {
            var (start, end) = HostRange(address, host);
            return start == host && IsHost(address[start..end])
                ? Encode(address[..start]) + address[start..end].ToString() + Encode(address[end..])
                : null;
        }

        return address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && address["mailto:".Length..].IndexOf('@') > 0
            ? Encode(address)
            : null;
    }

    /// <summary>Where the host (or what stands before it) begins; -1 if this is no http or https address.</summary>
    public static int WebHost(ReadOnlySpan<char> address) =>
        address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
        : address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
        : -1;

    /// <summary>Whether an http or https address has a valid host with a dot within: <c>http://a</c> in a text is no
    /// link.</summary>
    public static bool HasDottedHost(ReadOnlySpan<char> address)
    {
        var from = WebHost(address);
        if (from < 0)
            return false;

        var (start, end) = HostRange(address, from);
        return address[start..end].Trim('.').Contains('.') && IsHost(address[start..end]);
    }

    private static (int Start, int End) HostRange(ReadOnlySpan<char> address, int from)
    {
        // Browsers read a backslash as a slash.
        var length = address[from..].IndexOfAny("/?#\\");
        var end = length < 0 ? address.Length : from + length;
        var start = from + address[from..end].LastIndexOf('@') + 1;
        var port = address[start..end].LastIndexOf(':');
        if (port >= 0 && !address[(start + port + 1)..end].ContainsAnyExceptInRange('0', '9'))
            end = start + port;
        return (start, end);
    }

    private static bool IsHost(ReadOnlySpan<char> host) => Uri.CheckHostName(host.ToString()) != UriHostNameType.Unknown;

    private static string Encode(ReadOnlySpan<char> part)
    {
        if (!part.ContainsAnyExcept(Plain))
            return part.ToString();

        var encoded = new StringBuilder(part.Length + 32);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in part.EnumerateRunes())
        {
            if (rune.IsAscii && Plain.Contains((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                encoded.Append('%').Append(b.ToString("X2", null));
        }

        return encoded.ToString();
    }
}
