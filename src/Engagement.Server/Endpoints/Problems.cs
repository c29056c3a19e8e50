using Engagement.Server.Auth;
using Engagement.Transport;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Net.Http.Headers;

namespace Engagement.Server.Endpoints;

/// <summary>
/// How endpoints beside GraphQL say what went wrong: as problem details (RFC 9457), which no cache keeps. As a filter it answers a
/// database that is away with 503 and <c>Retry-After</c>.
/// </summary>
internal sealed class Problems(IForeseenFaults faults) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            // A driver may go on waiting for a silent database; the answer does not. What is left to it writes no response.
            return await next(context).AsTask().WaitAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is not OperationCanceledException && faults.Explain(e) is { } fault)
        {
            return RetryLater(StatusCodes.Status503ServiceUnavailable, fault.Message, fault.Extensions?.GetValueOrDefault("retryAfter") as int? ?? 1);
        }
    }

    /// <summary>What went wrong, as an answer.</summary>
    /// <param name="status">4xx or 5xx.</param>
    /// <param name="detail">English, for developers.</param>
    /// <param name="members">Further members of the problem.</param>
    public static IResult Of(int status, string detail, Dictionary<string, object?>? members = null) => new Problem(Results.Problem(detail, statusCode: status, extensions: members));

    /// <summary>One that may be tried again in some seconds.</summary>
    public static IResult RetryLater(int status, string detail, int seconds) => new Problem(Results.Problem(detail, statusCode: status), seconds);

    /// <summary>The time that an answer has; then it is 503, as of a database that is away.</summary>
    public static RequestTimeoutPolicy Within(TimeSpan time) => new()
    {
        Timeout = time,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = context => RetryLater(StatusCodes.Status503ServiceUnavailable, $"There was no answer within {time.TotalSeconds:0} s.", 1).ExecuteAsync(context),
    };

    /// <summary>That an address asks more than it may.</summary>
    public static IResult TooMany(OperationPermit permit) =>
        RetryLater(StatusCodes.Status429TooManyRequests, $"More than {permit.Limit}.", Math.Max(1, (int)Math.Ceiling(permit.RetryAfter.TotalSeconds)));

    /// <summary>Sets its headers when it is written: a handler that is late has no response of its own any more.</summary>
    private sealed class Problem(IResult details, int? retryAfter = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = "no-store";
            if (retryAfter is { } seconds)
                headers[HeaderNames.RetryAfter] = $"{seconds}";
            return details.ExecuteAsync(httpContext);
        }
    }
}
