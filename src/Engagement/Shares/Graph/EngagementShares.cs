using Engagement.Counts;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Shares;

/// <summary>Shares of the article, in its counts.</summary>
internal sealed class EngagementShares(ShareTallies tallies)
{
    private readonly BatchLoader<long, IEnumerable<ShareCount>> _shares = new(async (ids, cancel) =>
        (await tallies.ReadAsync([.. ids], cancel)).ToDictionary(g => g.Key, g => (IEnumerable<ShareCount>)g));

    /// <summary>By channel; those with a count above 0, in the order of the enum.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<ShareCount>> Shares([Parent] EngagementView engagement) =>
        _shares.Load(engagement.ArticleId).Then(found => found ?? []);
}
