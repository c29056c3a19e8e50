using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.Http;

/// <summary>The media type of an answer (GraphQL over HTTP, sections "Accept" and "Response"; graphql-sse).</summary>
internal enum ResponseFormat
{
    /// <summary>application/json: 200 for every well-formed request.</summary>
    Json,

    /// <summary>application/graphql-response+json: the status tells what happened.</summary>
    GraphQLResponse,

    /// <summary>text/event-stream: the results of one operation, one after the other.</summary>
    EventStream,
}

/// <summary>Chooses the media type by Accept.</summary>
internal static class ResponseFormats
{
    private const string Json = "application/json";
    private const string GraphQLResponse = "application/graphql-response+json";
    private const string EventStream = "text/event-stream";

    public static string ContentType(this ResponseFormat format) => format switch
    {
        // Always UTF-8 (HTML, section 9.2.5).
        ResponseFormat.EventStream => EventStream,
        ResponseFormat.GraphQLResponse => GraphQLResponse + "; charset=utf-8",
        _ => Json + "; charset=utf-8",
    };

    /// <summary>
    /// Null if none will do. Without Accept, and where only a wildcard lets us in, application/json as the
    /// specification asks; of two named with the same weight the newer. An event stream only for who names it, and
    /// names no other with the same weight.
    /// </summary>
    public static ResponseFormat? Negotiate(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept))
            return ResponseFormat.Json;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
            return null;

        var json = Weight(ranges, Json);
        var response = Weight(ranges, GraphQLResponse);
        var stream = Weight(ranges, EventStream);
        if (stream is { Named: true, Quality: > 0 } && IsBehind(json, stream) && IsBehind(response, stream))
            return ResponseFormat.EventStream;
        if (json.Quality == 0 && response.Quality == 0)
            return null;
        var preferResponse = response.Named
            ? response.Quality >= json.Quality
            : response.Quality > json.Quality;
        return preferResponse ? ResponseFormat.GraphQLResponse : ResponseFormat.Json;
    }

    private static bool IsBehind((double Quality, bool Named) other, (double Quality, bool Named) stream) =>
        other.Quality < stream.Quality || (other.Quality == stream.Quality && !other.Named);

    /// <summary>The most specific range that covers the type says its weight (RFC 9110, section 12.5.1).</summary>
    private static (double Quality, bool Named) Weight(IList<MediaTypeHeaderValue> ranges, string type)
    {
        var (quality, best) = (0d, 0);
        foreach (var range in ranges)
        {
            var specificity = Specificity(range, type);
            if (specificity <= best || !IsUtf8(range))
                continue;
            (quality, best) = (range.Quality ?? 1, specificity);
        }
        return (quality, best == 3);
    }

    private static int Specificity(MediaTypeHeaderValue range, string type)
    {
        if (range.MatchesAllTypes)
            return 1;
        if (range.MatchesAllSubTypes)
            return type.StartsWith(range.Type.ToString() + "/", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        return range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? 3 : 0;
    }

    private static bool IsUtf8(MediaTypeHeaderValue range) =>
        !range.Charset.HasValue || HeaderUtilities.RemoveQuotes(range.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
