using System.Net;
using Engagement.Readers;
using Engagement.Server.Auth;

namespace Engagement.Server.Operations;

/// <summary>Tells the product what a request says of who sends it.</summary>
internal static class RequestVisitor
{
    /// <summary>
    /// <c>Sec-Purpose</c> (Fetch, section 3.7), and what browsers sent before it: <c>Purpose</c> (WebKit, Chromium), <c>X-Purpose</c>
    /// (Safari's previews), <c>X-moz</c> (Firefox).
    /// </summary>
    private static readonly string[] PurposeHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-moz"];

    public static void Read(this Visitor visitor, IPAddress? address, IHeaderDictionary headers)
    {
        visitor.Network = address is null ? null : ClientNetwork.Of(address);
        visitor.Agent = headers.UserAgent;
        visitor.IsProgram = headers.ContainsKey(NetworkExtensions.ProgramMark);
        visitor.IsPrefetch = Array.Exists(PurposeHeaders, name => $"{headers[name]}" is var purpose
            && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase)));
    }
}
