using System.Net;
using Engagement.Server.Telemetry;

namespace Engagement.Server.Endpoints;

/// <summary>Keeps <c>/metrics</c> to this machine unless it is opened.</summary>
internal static class MetricsAccess
{
    /// <summary>What proxies add; trusted ones' headers are taken off before, and their client's address stands in their place.</summary>
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    public static void Guard(IApplicationBuilder app)
    {
        var isPublic = app.ApplicationServices.GetRequiredService<MetricsOptions>().Public;
        app.Use((context, next) =>
        {
            if (isPublic || IsLocal(context))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !ProxyHeaders.Any(context.Request.Headers.ContainsKey);
}
