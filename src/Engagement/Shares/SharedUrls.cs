using Engagement.Articles;
using Engagement.Data;

namespace Engagement.Shares;

/// <summary>Which URLs are shared, and where short ones lead.</summary>
internal sealed class SharedUrls(SiteAddress site, ShareOptions options)
{
    private readonly IReadOnlySet<ShareChannel> _direct = options.Direct;

    /// <summary>
    /// The short link of the article and channel; the article's own URL with the code as a parameter for a direct channel, and
    /// where this service does not know its own address.
    /// </summary>
    public string Shared(Article article, ShareChannel channel)
    {
        if (article.ShareCode is not { } code)
            return article.Url; // an older version registered it, and nobody has filled that in yet
        var link = new ShareLinkCode(code, channel);
        return _direct.Contains(channel) || site.BaseUrl is not { } address
            ? LinkQuery.With(article.Url, (ShareCode.Parameter, $"{link}"))
            : $"{address}/s/{link}";
    }

    /// <summary>Where the short link leads: the article's URL, which says to the publisher's analytics where the reader came from.</summary>
    public string Landing(Article article, ShareChannel channel)
    {
        var source = ShareChannels.Of(channel).Name.ToLowerInvariant();
        return options.UtmCampaign.Length > 0
            ? LinkQuery.With(article.Url, ("utm_source", source), ("utm_medium", "social"), ("utm_campaign", options.UtmCampaign))
            : LinkQuery.With(article.Url, ("utm_source", source), ("utm_medium", "social"));
    }
}
