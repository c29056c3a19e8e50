using Engagement.Articles;
using Engagement.Graph.Limits;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using GraphQL;

namespace Engagement.Placements.Serving;

/// <summary>What becomes of a campaign in a slot of a page.</summary>
/// <param name="Campaign">Which.</param>
/// <param name="Dropped">The first filter that drops it; null: it may be chosen.</param>
/// <param name="Rate">The probability, 0–1, to be chosen for a position that it may stand in; null: it shares evenly what the others of its tier leave.</param>
internal sealed record ExplainedPlacement(CampaignView Campaign, DropReason? Dropped, double? Rate);

internal sealed class ExplainQueries(PlacementExplanation explanation, ArticleLoader articles)
{
    /// <summary>
    /// Why each campaign of the caller's advertisers would or would not be chosen for a slot of a page on which nothing stands yet:
    /// those that may be chosen first, at most 400. Drafts, and what is finished or rejected, are not considered. Null: no article
    /// has this id.
    /// </summary>
    /// <param name="articleId">The page's.</param>
    /// <param name="slot">The slot's key.</param>
    [ListSize(PlacementExplanation.Most)]
    public async Task<IEnumerable<ExplainedPlacement>?> ExplainPlacement([Id] string articleId, string slot, CancellationToken cancel) =>
        await articles.LoadById(articleId).GetResultAsync(cancel) is { } article ? await explanation.ExplainAsync(article.Row, slot, cancel) : null;
}
