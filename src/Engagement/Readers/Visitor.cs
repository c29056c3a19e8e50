using System.Net;

namespace Engagement.Readers;

/// <summary>What the connection tells of a caller, signed in or not; for the length of one operation. The host says it before anything else runs.</summary>
internal sealed class Visitor
{
    /// <summary>As a trusted proxy saw it; of IPv6 the network, since whoever has one address there has 2^64. Null where there is none.</summary>
    public IPAddress? Network { get; set; }

    /// <summary><c>User-Agent</c>; null or empty: none was sent.</summary>
    public string? Agent { get; set; }

    /// <summary>Whether the browser reads ahead of its reader.</summary>
    public bool IsPrefetch { get; set; }

    /// <summary>Whether a proxy that the site trusts takes the caller for a program.</summary>
    public bool IsProgram { get; set; }

    /// <summary>Whether only headers are asked for.</summary>
    public bool IsHead { get; set; }
}
