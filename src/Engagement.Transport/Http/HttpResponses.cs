using System.Globalization;
using Engagement.Transport.Answers;
using Engagement.Transport.Errors;
using Engagement.Transport.Execution;
using GraphQL;
using GraphQL.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.Http;

/// <summary>Writes a result with the status and headers that belong to it.</summary>
internal sealed class HttpResponses(TransportSerializer serializer, ErrorScreen screen, IOptions<TransportOptions> options)
{
    public Task WriteAsync(HttpContext context, ResponseFormat format, ExecutionResult result) =>
        result is KeptAnswer answer ? WriteKeptAsync(context, format, answer) : WriteNewAsync(context, format, result);

    private static Task WriteKeptAsync(HttpContext context, ResponseFormat format, KeptAnswer answer)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return answer.Bytes.WriteAsync(context, format.ContentType());
    }

    private async Task WriteNewAsync(HttpContext context, ResponseFormat format, ExecutionResult result)
    {
        // Serialised as a whole before the first byte goes out: a value that cannot be written still becomes a 500.
        var body = Serialize(ref result);
        var response = context.Response;
        response.StatusCode = Status(result, format);
        response.ContentType = format.ContentType();
        response.ContentLength = body.Length;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        response.Headers.CacheControl = "no-store";
        WriteErrorHeaders(response, result);
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private ReadOnlyMemory<byte> Serialize(ref ExecutionResult result)
    {
        try
        {
            return serializer.ToUtf8(result);
        }
        catch (Exception exception)
        {
            result = new ExecutionResult { Errors = [screen.Report(exception)] };
            return serializer.ToUtf8(result);
        }
    }

    /// <summary>GraphQL over HTTP, sections "application/json" and "application/graphql-response+json".</summary>
    private int Status(ExecutionResult result, ResponseFormat format)
    {
        if (result.Errors is not { Count: > 0 } errors)
            return StatusCodes.Status200OK;
        if (errors.OfType<TransportError>().FirstOrDefault() is { } transportError && !result.Executed)
            return transportError.Status;
        if (format == ResponseFormat.Json || HasData(result))
            return StatusCodes.Status200OK;
        foreach (var error in errors)
        {
            if (ErrorCodes.Of(error) is { } code && options.Value.StatusByCode.TryGetValue(code, out var status))
                return status;
        }
        return result.Executed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
    }

    private static bool HasData(ExecutionResult result) =>
        result is SharedExecutionResult || (result.Executed && result.Data is not (null or ObjectExecutionNode { SubFields: null }));

    private static void WriteErrorHeaders(HttpResponse response, ExecutionResult result)
    {
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        foreach (var error in result.Errors ?? [])
        {
            if (error is TransportError { Allow: { } allow })
                response.Headers.Allow = allow;
            if (error.Extensions?.GetValueOrDefault("retryAfter") is IConvertible seconds and not string)
                response.Headers.RetryAfter = Math.Ceiling(seconds.ToDouble(CultureInfo.InvariantCulture)).ToString("0", CultureInfo.InvariantCulture);
        }
    }
}
