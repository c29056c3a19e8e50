using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.Answers;

/// <summary>
/// Bytes that are the same for everybody, and how they are handed out over HTTP: compressed for who takes that, and to GET and
/// HEAD for caches on the way. Safe for use by many at once.
/// </summary>
/// <param name="bytes">Never changed afterwards.</param>
public sealed class PublicBytes(ReadOnlyMemory<byte> bytes)
{
    /// <summary>A shared cache may keep it for a second; a client asks each time whether its copy still holds.</summary>
    private const string Public = "public, max-age=0, s-maxage=1";

    private const string NoStore = "no-store";

    /// <summary>Smaller ones are sent as they are: a packet is a packet.</summary>
    private const int SmallestCompressed = 1_024;

    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte>? _brotli, _gzip;

    /// <summary>A weak entity tag, the same for the same bytes (RFC 9110, section 8.8.3); weak because content codings share it.</summary>
    public string Tag { get; } = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16))}\"";

    /// <summary>Writes the whole response: 200, or 304 to who has these bytes already.</summary>
    /// <param name="context">Of a request with any method.</param>
    /// <param name="contentType">Of the bytes, with its charset.</param>
    /// <param name="lastModified">When they changed last; null where that is not known to the second.</param>
    public async Task WriteAsync(HttpContext context, string contentType, DateTimeOffset? lastModified = null)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin); // a page's answer has the headers of CORS, and no other has
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            response.Headers.CacheControl = Public;
            response.Headers.ETag = Tag;
            if (lastModified is { } time)
                response.Headers.LastModified = HeaderUtilities.FormatDate(time);
            if (IsKnown(request.Headers, lastModified))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        else
        {
            response.Headers.CacheControl = NoStore;
        }
        var coding = ContentCodings.Negotiate(request.Headers.AcceptEncoding);
        var body = In(ref coding);
        if (coding.Name() is { } name)
            response.Headers.ContentEncoding = name;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>RFC 9110, section 13.2.2: a time counts only where no tag is given.</summary>
    private bool IsKnown(IHeaderDictionary headers, DateTimeOffset? lastModified) => headers.IfNoneMatch.Count > 0
        ? Holds(headers.IfNoneMatch)
        : lastModified is { } time && HeaderUtilities.TryParseDate(headers.IfModifiedSince.ToString(), out var since)
            && time.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();

    /// <summary>RFC 9110, section 13.1.2: by weak comparison.</summary>
    private bool Holds(StringValues ifNoneMatch) =>
        EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
        && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(EntityTagHeaderValue.Parse(Tag), useStrongComparison: false));

    /// <summary>The bytes in a content coding, compressed when the first asks; a small answer is left as it is.</summary>
    private ReadOnlyMemory<byte> In(ref ContentCoding coding)
    {
        if (bytes.Length < SmallestCompressed)
            coding = ContentCoding.Identity;
        if (coding == ContentCoding.Identity)
            return bytes;
        lock (_gate)
            return coding == ContentCoding.Brotli
                ? _brotli ??= Compress(s => new BrotliStream(s, CompressionLevel.Fastest, leaveOpen: true))
                : _gzip ??= Compress(s => new GZipStream(s, CompressionLevel.Fastest, leaveOpen: true));
    }

    private ReadOnlyMemory<byte> Compress(Func<Stream, Stream> open)
    {
        var compressed = new MemoryStream();
        using (var stream = open(compressed))
            stream.Write(bytes.Span);
        return compressed.ToArray();
    }
}
