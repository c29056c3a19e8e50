using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Engagement.Articles;

/// <summary>The address of an article.</summary>
internal static class ArticleUrl
{
    /// <summary>Whether the text is an absolute http or https URL without credentials; gives it in its canonical form.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? url)
    {
        url = Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0 && uri.Host.Length > 0
                ? uri.AbsoluteUri
                : null;
        return url is not null;
    }

    /// <summary>What the URL is found by: SHA-256 of its canonical form, 64 hexadecimal digits. Text that is no URL has one that nothing has.</summary>
    public static string Hash(string url) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TryParse(url, out var canonical) ? canonical : "")));
}
