using System.Collections.Frozen;
using System.Text;

namespace Engagement.Articles;

/// <summary>
/// Which URLs are one page: two that have the same identity name the same article, in look-ups and in registrations. This
/// is the one place of the rules; <c>tests/Engagement.Tests/Articles/url-identities.json</c> has vectors for each.
/// </summary>
/// <remarks>
/// What does not matter: the scheme; the case of the host, one <c>www.</c> before it and a dot after it; the default port of
/// the scheme; repeated and trailing slashes of the path; a last part of the path named <c>index.*</c>; the fragment;
/// parameters that only say where a reader came from, ours with a share code among them, and parameters without name and
/// value; the case of percent-encoding, and whether a character that needs none has it (RFC 3986, section 6.2.2). What
/// matters: all else, such as the case of path and query, another port, the order of parameters.
/// </remarks>
internal static class UrlIdentity
{
    private const string Www = "www.";
    private const string Index = "index.";
    private const int MaxExtension = 5;

    /// <summary>Parameters that campaigns, networks and newsletters add; their names are compared without case.</summary>
    private static readonly FrozenSet<string> Tracking = FrozenSet.ToFrozenSet(
        [
            "__hsfp", "__hssc", "__hstc", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "dclid", "epik", "fbclid", "gad_campaignid",
            "gad_source", "gbraid", "gclid", "gclsrc", "hsctatracking", "igsh", "igshid", "irclickid", "li_fat_id", "mc_cid", "mc_eid",
            "mkt_tok", "ml_subscriber", "ml_subscriber_hash", "msclkid", "oly_anon_id", "oly_enc_id", "rdt_cid", "s_cid", "srsltid",
            "ttclid", "twclid", "vero_id", "wbraid", "wickedid", "yclid", "ysclid",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Families of such parameters, by how their names begin.</summary>
    private static readonly string[] TrackingFamilies = ["utm_", "pk_", "mtm_", "matomo_", "hsa_"];

    /// <summary>The identity of a URL: without scheme, not for display.</summary>
    /// <param name="canonical">As <see cref="ArticleUrl.TryParse"/> writes it.</param>
    public static string Of(string canonical)
    {
        var uri = new Uri(canonical);
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return $"{Host(uri.Host)}{port}{Path(uri.AbsolutePath)}{Query(uri.Query)}";
    }

    /// <summary>What a URL is found by: SHA-256 of its identity, 64 hexadecimal digits.</summary>
    /// <param name="canonical">As <see cref="ArticleUrl.TryParse"/> writes it.</param>
    public static string HashOf(string canonical) => ArticleUrl.Hash(Of(canonical));

    private static string Host(string host)
    {
        host = host.ToLowerInvariant().TrimEnd('.');
        return host.StartsWith(Www, StringComparison.Ordinal) && host.IndexOf('.', Www.Length) > 0 ? host[Www.Length..] : host;
    }

    private static string Path(string path)
    {
        var parts = Encoded(path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [.., var last] && IsIndex(last))
            parts = parts[..^1];
        return string.Concat(parts.Select(p => $"/{p}"));
    }

    private static bool IsIndex(string part) =>
        part.StartsWith(Index, StringComparison.OrdinalIgnoreCase)
        && part.Length - Index.Length is >= 1 and <= MaxExtension && part.Skip(Index.Length).All(char.IsAsciiLetterOrDigit);

    private static string Query(string query)
    {
        var parts = Encoded(query.Length > 0 ? query[1..] : query).Split('&').Where(p => p.Length > 0 && p != "=" && !IsTracking(p)).ToList();
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    private static bool IsTracking(string parameter) => parameter.Split('=', 2) is [var name, var value] ? IsTracking(name, value) : IsTracking(parameter, "");

    /// <summary>Whether a parameter only says where a reader came from.</summary>
    /// <param name="name">Not encoded.</param>
    /// <param name="value">A share code needs no encoding.</param>
    public static bool IsTracking(string name, string value) =>
        (name == ShareCode.Parameter && ShareCode.IsLink(value))
        || Tracking.Contains(name)
        || Array.Exists(TrackingFamilies, f => name.StartsWith(f, StringComparison.OrdinalIgnoreCase));

    /// <summary>Upper-case percent-encoding, and none where none is needed.</summary>
    private static string Encoded(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                result.Append(text[i]);
                continue;
            }
            var character = (char)Convert.ToByte(text.Substring(i + 1, 2), 16);
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~')
                result.Append(character);
            else
                result.Append(text.AsSpan(i, 3).ToString().ToUpperInvariant());
            i += 2;
        }
        return result.ToString();
    }
}
