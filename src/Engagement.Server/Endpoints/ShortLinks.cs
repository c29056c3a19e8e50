using Engagement.Shares;

namespace Engagement.Server.Endpoints;

/// <summary>A short link: leads to the article's URL as registered, and nowhere else, and counts the visit.</summary>
internal static class ShortLinks
{
    public static async Task<IResult> AnswerAsync(string code, HttpContext context, ShareArticles articles, SharedUrls urls, RecordVisit visits, CountedRedirect redirect)
    {
        redirect.Begin(context, "noindex");
        return ShareLinkCode.Parse(code) is { } link && await articles.FindAsync(link.Code, context.RequestAborted) is { } article
            ? await redirect.ToAsync(urls.Landing(article, link.Channel), visits.RecordAsync(article, link.Channel, CancellationToken.None))
            : Results.NotFound();
    }
}
