using System.Buffers;
using System.Text.Json;
using Engagement.Transport.Answers;
using Engagement.Transport.Errors;
using Engagement.Transport.Execution;
using GraphQL.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.Http;

/// <summary>What a GET or POST asks.</summary>
/// <param name="Key">What was sent, to the byte.</param>
/// <param name="Kept">The answer that is kept for it, current or not; null if there is none.</param>
/// <param name="Request">What it means.</param>
internal readonly record struct AskedOverHttp(AnswerKey Key, KeptAnswer? Kept, GraphQLRequest Request);

/// <summary>
/// Reads the request of a GET or POST, or throws the <see cref="TransportError"/> to answer with. One that was answered
/// before and is kept is known by its bytes and not parsed again.
/// </summary>
internal sealed class HttpRequests(RequestReader requests, KeptAnswers answers, IOptions<TransportOptions> options)
{
    public AskedOverHttp ReadGet(HttpRequest request)
    {
        var key = AnswerKey.Of(request);
        var kept = answers.Find(key);
        return new(key, kept, kept?.Request ?? requests.Read(
            Single(request, "query"),
            Single(request, "documentId"),
            Single(request, "operationName"),
            Single(request, "variables"),
            Single(request, "extensions")));
    }

    public async ValueTask<AskedOverHttp> ReadPostAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // A JSON content type is what a foreign page cannot send without a preflight: it is the guard against CSRF.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            || request.Headers.ContentEncoding.Count > 0)
        {
            throw new UnsupportedMediaTypeError();
        }

        var limit = options.Value.MaxBodyBytes;
        if (request.ContentLength > limit)
            throw new BodyTooLargeError(limit);
        try
        {
            return await ReadBodyAsync(request, limit, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            throw e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new BodyTooLargeError(limit: null)
                : new BadRequestError("The request body could not be read.");
        }
    }

    private async ValueTask<AskedOverHttp> ReadBodyAsync(HttpRequest request, int? limit, CancellationToken cancellationToken)
    {
        var body = request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                body.AdvanceTo(read.Buffer.End);
                throw new BodyTooLargeError(limit);
            }
            if (read.IsCompleted)
            {
                try
                {
                    var key = AnswerKey.Of(request, read.Buffer);
                    var kept = answers.Find(key);
                    return new(key, kept, kept?.Request ?? Parse(read.Buffer));
                }
                finally
                {
                    body.AdvanceTo(read.Buffer.End);
                }
            }
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private GraphQLRequest Parse(ReadOnlySequence<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, RequestReader.Json);
            return requests.Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw new BadRequestError("The request body is not valid JSON.");
        }
    }

    private static string? Single(HttpRequest request, string name)
    {
        var values = request.Query[name];
        return values.Count > 1 ? throw new BadRequestError($"`{name}` is given more than once.") : (string?)values;
    }
}
