using Engagement.Transport.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.Answers;

/// <summary>How an answer that is everybody's is written: compressed for who takes that, and by GET for caches on the way.</summary>
internal static class KeptAnswerResponses
{
    /// <summary>A shared cache may keep it for a second; a client asks each time whether its copy still holds.</summary>
    private const string Public = "public, max-age=0, s-maxage=1";

    private const string NoStore = "no-store";
    private static readonly StringValues VaryBy = new([HeaderNames.Accept, HeaderNames.AcceptEncoding]);

    public static async Task WriteAsync(this KeptAnswer answer, HttpContext context, ResponseFormat format)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.Append(HeaderNames.Vary, VaryBy);
        if (HttpMethods.IsGet(request.Method))
        {
            response.Headers.CacheControl = Public;
            response.Headers.ETag = answer.Tag;
            if (Holds(request.Headers.IfNoneMatch, answer.Tag))
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
        var body = answer.In(ref coding);
        if (coding.Name() is { } name)
            response.Headers.ContentEncoding = name;
        response.ContentType = format.ContentType();
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>RFC 9110, section 13.1.2: by weak comparison.</summary>
    private static bool Holds(StringValues ifNoneMatch, string tag) =>
        ifNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
        && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
}
