using Engagement.Articles;
using Engagement.Graph;
using Engagement.Graph.Limits;

namespace Engagement.Shares;

/// <summary>The share buttons of an article.</summary>
internal sealed class ArticleShares(SharedUrls urls)
{
    /// <summary>One link a channel, in the order asked, each once; all channels in the order of the enum if none is said.</summary>
    /// <param name="channels">Which.</param>
    [CacheableBy(VersionOf.Article), ListSize(13)]
    public IEnumerable<ShareLink> ShareLinks([Parent] ArticleView article, IReadOnlyList<ShareChannel>? channels = null) =>
        (channels?.Distinct().Select(ShareChannels.Of) ?? ShareChannels.All).Select(c => ShareLink.Of(c, urls.Shared(article.Row, c.Channel), article.Title));
}
