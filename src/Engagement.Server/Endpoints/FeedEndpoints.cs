using Engagement.Articles;
using Engagement.Comments;
using Engagement.Comments.Bodies;
using Engagement.Data;
using Engagement.Transport.Answers;
using Microsoft.AspNetCore.Http.Features;

namespace Engagement.Server.Endpoints;

/// <summary>The newest comments as Atom feeds: of one article by the publisher's key, and of all.</summary>
internal static class FeedEndpoints
{
    private const string Folder = "/feed/", Extension = ".atom", ContentType = "application/atom+xml; charset=utf-8";

    /// <summary>
    /// A change may follow another within the second that a Last-Modified tells (RFC 9110, section 8.8.2.1), and the database's
    /// clock is not ours: before a change is that old only the tag says what a client has.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    public static async Task<IResult> OfAllAsync(SiteAddress site, NewestComments comments, RenderedBodies bodies, TimeProvider time, CancellationToken cancel) =>
        Answer(AtomFeed.OfAll($"{site.BaseUrl}{EndpointTable.Feed}", await comments.OfAllAsync(cancel), bodies.Html), time);

    public static async Task<IResult> OfArticleAsync(
        HttpContext context, SiteAddress site, PublicArticles articles, NewestComments comments, RenderedBodies bodies, TimeProvider time, CancellationToken cancel)
    {
        var key = KeyOf(context);
        var name = key is null ? null : ArticleName.Parse(ArticleNameKind.Key, key);
        if (name is null || !(await articles.FindAsync([name], cancel)).TryGetValue(name, out var article))
            return Problems.Of(StatusCodes.Status404NotFound, "No article has this key.");
        // By its present key, also where it was asked by a former one.
        var self = $"{site.BaseUrl}{Folder}{Uri.EscapeDataString(article.Key)}{Extension}";
        return Answer(AtomFeed.OfArticle(self, article, await comments.OfArticleAsync(article, cancel), bodies.Html), time);
    }

    private static PublicAnswer Answer(AtomFeed feed, TimeProvider time) => new(
        new PublicBytes(feed.ToUtf8()), ContentType, feed.ChangedAt is { } at && time.GetUtcNow() - at >= Settled ? new DateTimeOffset(at) : null);

    /// <summary>
    /// The key in the address as it was sent: the decoded path of a request does not tell an encoded slash from one that is
    /// part of an encoded percent sign. Null if there is none.
    /// </summary>
    private static string? KeyOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var start = target.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length;
        return start >= Folder.Length && target.EndsWith(Extension, StringComparison.Ordinal) && target.Length > start + Extension.Length
            ? Uri.UnescapeDataString(target[start..^Extension.Length])
            : null;
    }
}
