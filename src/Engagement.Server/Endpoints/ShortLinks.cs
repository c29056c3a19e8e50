using Engagement.Articles;
using Engagement.Data;
using Engagement.Readers;
using Engagement.Server.Operations;
using Engagement.Shares;

namespace Engagement.Server.Endpoints;

/// <summary>
/// A short link: leads to the article's URL as registered, and nowhere else, and counts the visit. Whoever comes is sent on,
/// counted or not.
/// </summary>
internal sealed partial class ShortLinks(ShareArticles articles, SharedUrls urls, RecordVisit visits, Visitor visitor, ILogger<ShortLinks> log)
{
    /// <summary>The longest that a reader waits for being counted; it goes on without them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static Task<IResult> AnswerAsync(string code, HttpContext context, ShortLinks links) => links.AnswerAsync(code, context);

    private async Task<IResult> AnswerAsync(string code, HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store"; // or the next visit would not come here
        headers["Referrer-Policy"] = "no-referrer"; // the article's address says by which channel, and that is all
        headers["X-Robots-Tag"] = "noindex";
        visitor.Read(context.Connection.RemoteIpAddress, context.Request.Headers);
        visitor.IsHead = HttpMethods.IsHead(context.Request.Method);
        if (ShareLinkCode.Parse(code) is not { } link || await articles.FindAsync(link.Code, context.RequestAborted) is not { } article)
            return Results.NotFound();
        await CountAsync(article, link.Channel);
        return Results.Redirect(urls.Landing(article, link.Channel));
    }

    private async Task CountAsync(Article article, ShareChannel channel)
    {
        try
        {
            await visits.RecordAsync(article, channel, CancellationToken.None).WaitAsync(Patience);
        }
        catch (Exception e) when (e is TimeoutException or OverloadedException)
        {
            LogUncounted(e.GetType().Name); // late, or not at all
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(232, LogLevel.Debug, "A visit is counted late or not at all ({Reason})")]
    private partial void LogUncounted(string reason);

    [LoggerMessage(233, LogLevel.Warning, "A visit could not be counted")]
    private partial void LogFailed(Exception fault);
}
