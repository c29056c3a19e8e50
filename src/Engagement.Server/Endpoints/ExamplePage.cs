using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Engagement.Server.Endpoints;

/// <summary>
/// A live thread in one HTML file, for who tries the service out and for who writes a client: plain fetch and WebSocket, no
/// build. In Development only.
/// </summary>
internal static partial class ExamplePage
{
    private static readonly string Html = Read();

    /// <summary>Nothing but the page's own script and style runs, whatever stands in a comment.</summary>
    private static readonly string Policy =
        $"default-src 'none'; connect-src 'self'; script-src '{HashOf(Script())}'; style-src '{HashOf(Style())}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IResult Answer(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Text(Html, "text/html; charset=utf-8");
    }

    private static string Read()
    {
        using var stream = typeof(ExamplePage).Assembly.GetManifestResourceStream("Sample/thread.html")
            ?? throw new InvalidOperationException("The example page is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Of what stands between the tags (CSP Level 3, section 6.7.3).</summary>
    private static string HashOf(Regex element) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.Match(Html).Groups[1].Value)))}";

    [GeneratedRegex("<script[^>]*>(.*)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(.*)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
