using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Engagement.Data;

namespace Engagement.Articles;

/// <summary>The address of an article.</summary>
internal static class ArticleUrl
{
    /// <summary>
    /// Whether the text is an absolute http or https URL without credentials. Gives it in its canonical form: the host in
    /// ASCII (RFC 5891), no default port, the rest percent-encoded (RFC 3986, section 6.2.2).
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? url)
    {
        url = TextRules.CheckKey(text, int.MaxValue) is null
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0 && uri.Host.Length > 0
                ? Canonical(uri)
                : null;
        return url is not null;
    }

    /// <summary>What a URL is found by: SHA-256 of its canonical form, 64 hexadecimal digits.</summary>
    public static string Hash(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    private static string? Canonical(Uri uri)
    {
        try
        {
            return new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
        }
        catch (UriFormatException) // the only way to hear that a host has no form in ASCII
        {
            return null;
        }
    }
}
