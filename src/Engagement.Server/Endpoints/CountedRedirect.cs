using Engagement.Data;
using Engagement.Readers;
using Engagement.Server.Operations;

namespace Engagement.Server.Endpoints;

/// <summary>A link that counts who follows it: no cache keeps where it leads, and whoever comes is sent on, counted or not.</summary>
internal sealed partial class CountedRedirect(Visitor visitor, ILogger<CountedRedirect> log)
{
    /// <summary>The longest that a reader waits for being counted; it goes on without them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Before it waits for anything: says who comes, and sets the headers.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="robots">What robots are to leave alone.</param>
    public void Begin(HttpContext context, string robots)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store"; // or the next one would not come here
        headers["Referrer-Policy"] = "no-referrer"; // where somebody came from is told by parameters of the address, and that is all
        headers["X-Robots-Tag"] = robots;
        visitor.Read(context.Connection.RemoteIpAddress, context.Request.Headers);
        visitor.IsHead = HttpMethods.IsHead(context.Request.Method);
    }

    /// <summary>Sends the reader on.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="counting">Counts them.</param>
    public async Task<IResult> ToAsync(string url, Task counting)
    {
        try
        {
            await counting.WaitAsync(Patience);
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

    [LoggerMessage(232, LogLevel.Debug, "A visit or click is counted late or not at all ({Reason})")]
    private partial void LogUncounted(string reason);

    [LoggerMessage(233, LogLevel.Warning, "A visit or click could not be counted")]
    private partial void LogFailed(Exception fault);
}
