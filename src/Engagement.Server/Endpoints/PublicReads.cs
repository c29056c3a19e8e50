using Engagement.Server.Auth;
using Engagement.Transport;
using GraphQLParser.AST;
using Microsoft.Net.Http.Headers;

namespace Engagement.Server.Endpoints;

/// <summary>
/// What endpoints beside GraphQL that read the database have in common: they count as queries of an address, are open to the
/// pages of every origin, and say what went wrong as problem details (RFC 9457).
/// </summary>
internal sealed class PublicReads(OperationLimits limits, IForeseenFaults faults) : IEndpointFilter
{
    /// <summary>The CORS policy, for requests that browsers ask about before.</summary>
    public const string CorsPolicy = "everybody";

    /// <summary>What is read by.</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.AccessControlAllowOrigin = "*"; // also for who names no origin: a cache on the way keeps one answer for all
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var permit = await limits.AcquireAsync(null, http.Connection.RemoteIpAddress, OperationType.Query);
        if (!permit.IsAllowed)
            return RetryLater(http, StatusCodes.Status429TooManyRequests, $"More than {permit.Limit}.", Math.Max(1, (int)Math.Ceiling(permit.RetryAfter.TotalSeconds)));
        try
        {
            // A driver may go on waiting for a silent database; the answer does not. What is left to it writes no response.
            return await next(context).AsTask().WaitAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is not OperationCanceledException && faults.Explain(e) is { } fault)
        {
            return RetryLater(http, StatusCodes.Status503ServiceUnavailable, fault.Message, fault.Extensions?.GetValueOrDefault("retryAfter") as int? ?? 1);
        }
    }

    /// <summary>A refusal, which no cache keeps.</summary>
    /// <param name="http">Its request.</param>
    /// <param name="status">4xx or 5xx.</param>
    /// <param name="detail">English, for developers.</param>
    /// <param name="members">Further members of the problem.</param>
    public static IResult Problem(HttpContext http, int status, string detail, Dictionary<string, object?>? members = null)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Problem(detail, statusCode: status, extensions: members);
    }

    private static IResult RetryLater(HttpContext http, int status, string detail, int seconds)
    {
        http.Response.Headers[HeaderNames.RetryAfter] = $"{seconds}";
        return Problem(http, status, detail);
    }
}
