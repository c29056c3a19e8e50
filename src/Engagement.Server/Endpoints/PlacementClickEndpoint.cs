using Engagement.Data;
using Engagement.Placements.Events;
using Engagement.Readers;
using Engagement.Server.Operations;

namespace Engagement.Server.Endpoints;

/// <summary>
/// The click on a placement: leads to the creative's landing page, and nowhere else, and counts. Whoever comes is sent on, counted
/// or not.
/// </summary>
internal sealed partial class PlacementClickEndpoint(PlacementClicks clicks, Visitor visitor, ILogger<PlacementClickEndpoint> log)
{
    /// <summary>The longest that a reader waits for being counted; it goes on without them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static Task<IResult> AnswerAsync(string token, HttpContext context, PlacementClickEndpoint endpoint) => endpoint.AnswerAsync(token, context);

    private async Task<IResult> AnswerAsync(string token, HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store"; // or the next click would not come here
        headers["Referrer-Policy"] = "no-referrer"; // who read what is not the advertiser's to know
        headers["X-Robots-Tag"] = "noindex, nofollow";
        visitor.Read(context.Connection.RemoteIpAddress, context.Request.Headers);
        visitor.IsHead = HttpMethods.IsHead(context.Request.Method);
        if (await clicks.FindAsync(token, context.RequestAborted) is not var (read, url))
            return Results.NotFound();
        try
        {
            await clicks.CountAsync(token, read).WaitAsync(Patience);
        }
        catch (Exception e) when (e is TimeoutException or OverloadedException)
        {
            LogUncounted(e.GetType().Name); // late, or not at all
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
        return Results.Redirect(url);
    }

    [LoggerMessage(245, LogLevel.Debug, "A click is counted late or not at all ({Reason})")]
    private partial void LogUncounted(string reason);

    [LoggerMessage(246, LogLevel.Warning, "A click could not be counted")]
    private partial void LogFailed(Exception fault);
}
