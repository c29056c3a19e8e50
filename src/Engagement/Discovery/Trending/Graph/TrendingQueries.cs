using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Discovery.Trending;

/// <summary>An article's place among what trends.</summary>
/// <param name="Article">The article.</param>
/// <param name="Score">Above 0; compare within one answer only.</param>
/// <param name="Rank">From 1, without gaps.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record TrendingArticle(ArticleView Article, double Score, int Rank);

internal sealed class TrendingQueries(TrendingList list, ArticleLoader articles)
{
    /// <summary>
    /// What trends, ranked at each whole and half hour, on all servers alike. What is older counts less, a reader's k-th comment
    /// (reaction) under an article 1/k, and what was removed nothing. An article needs three people; of two with one score the newer
    /// comes first. Null if it could not be read just now.
    /// </summary>
    /// <param name="by">What counts.</param>
    /// <param name="channel">Only articles of the channel with this name; null: of all.</param>
    /// <param name="within">What time counts.</param>
    /// <param name="first">At most so many, 0–100.</param>
    [CacheableFor(10)]
    public async Task<IEnumerable<TrendingArticle>?> Trending(
        CancellationToken cancel, TrendingBy by = TrendingBy.All, string? channel = null, TrendingWindow within = TrendingWindow.Day, int first = 10) =>
        (await list.ReadAsync(by, channel, within, PageArguments.From(first, null, null, null).Size, cancel))
            ?.Select((place, i) => new TrendingArticle(articles.Show(place.Article), place.Score / (double)TrendingRules.One, i + 1)).ToList();
}
