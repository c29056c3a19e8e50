using Engagement.Counts.Traffic;
using Engagement.Readers;
using Engagement.Server.Operations;

namespace Engagement.Server.Endpoints;

/// <summary>A link that counts who follows it: no cache keeps where it leads, and whoever comes is sent on, counted or not.</summary>
internal sealed class CountedRedirect(Visitor visitor, CountedInPassing passing)
{
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
        await passing.WaitAsync(counting);
        return Results.Redirect(url);
    }
}
