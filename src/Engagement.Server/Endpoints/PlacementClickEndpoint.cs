using Engagement.Placements.Serving;

namespace Engagement.Server.Endpoints;

/// <summary>The click on a placement: leads to the creative's landing page, and nowhere else, and counts.</summary>
internal static class PlacementClickEndpoint
{
    public static async Task<IResult> AnswerAsync(string token, HttpContext context, PlacementClicks clicks, CountedRedirect redirect)
    {
        redirect.Begin(context, "noindex, nofollow");
        return await clicks.FindAsync(token, context.RequestAborted) is var (read, url)
            ? await redirect.ToAsync(url, clicks.CountAsync(token, read))
            : Results.NotFound();
    }
}
