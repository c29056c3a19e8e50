using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Engagement.Transport.Errors;
using Engagement.Transport.Execution;
using GraphQL.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.Http;

/// <summary>Reads the request of a GET or POST, or throws the <see cref="TransportError"/> to answer with.</summary>
internal sealed class HttpRequests(RequestReader requests, IOptions<TransportOptions> options)
{
    public GraphQLRequest ReadGet(HttpRequest request) =>
        requests.Read(
            Single(request, "query"),
            Single(request, "documentId"),
            Single(request, "operationName"),
            Single(request, "variables"),
            Single(request, "extensions"));

    public async ValueTask<GraphQLRequest> ReadPostAsync(HttpRequest request, CancellationToken cancellationToken)
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
            return await ReadBodyAsync(request.BodyReader, limit, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            throw e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new BodyTooLargeError(limit: null)
                : new BadRequestError("The request body could not be read.");
        }
    }

    private async ValueTask<GraphQLRequest> ReadBodyAsync(PipeReader body, int? limit, CancellationToken cancellationToken)
    {
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
                    return Parse(read.Buffer);
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
