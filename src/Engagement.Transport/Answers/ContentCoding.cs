using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.Answers;

/// <summary>How the bytes of an answer are coded (RFC 9110, section 8.4.1).</summary>
internal enum ContentCoding
{
    Identity,
    Gzip,
    Brotli,
}

/// <summary>Chooses the coding by Accept-Encoding.</summary>
internal static class ContentCodings
{
    private const string Brotli = "br", Gzip = "gzip";

    /// <summary>The value of Content-Encoding; null for none.</summary>
    public static string? Name(this ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => Brotli,
        ContentCoding.Gzip => Gzip,
        _ => null,
    };

    /// <summary>The smallest that the client takes; a weight only says whether it takes it at all.</summary>
    public static ContentCoding Negotiate(StringValues acceptEncoding)
    {
        if (StringValues.IsNullOrEmpty(acceptEncoding) || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var codings))
            return ContentCoding.Identity;
        return Takes(codings, Brotli) ? ContentCoding.Brotli : Takes(codings, Gzip) ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    private static bool Takes(IList<StringWithQualityHeaderValue> codings, string name)
    {
        var isTaken = false;
        foreach (var coding in codings)
        {
            if (coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
                return coding.Quality is not 0d;
            isTaken |= coding.Value == "*" && coding.Quality is not 0d;
        }
        return isTaken;
    }
}
