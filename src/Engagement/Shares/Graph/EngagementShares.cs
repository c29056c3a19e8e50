using Engagement.Counts;
using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Shares;

/// <summary>How much was shared by one channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Intents">Uses of the button.</param>
/// <param name="Visits">Readers who came back through the link, each once a day.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record ShareCount(ShareChannel Channel, int Intents, int Visits);

/// <summary>Shares of the article, in its counts.</summary>
internal sealed class EngagementShares(PreparedReads reads)
{
    private sealed record Tallies(IReadOnlyList<ShareCount> Counts);

    private readonly BatchLoader<long, Tallies> _tallies = new(async (ids, cancel) =>
        (await reads.ReadByAsync<ShareTally>("ShareTallies", "ArticleId", [.. ids], cancel))
            .Where(t => t.Intents > 0 || t.Visits > 0)
            .GroupBy(t => t.ArticleId)
            .ToDictionary(g => g.Key, g => new Tallies([.. g.OrderBy(t => t.Channel).Select(t => new ShareCount(t.Channel, t.Intents, t.Visits))])));

    /// <summary>By channel; those with a count above 0, in the order of the enum.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IReadOnlyList<ShareCount>> Shares([Parent] EngagementView engagement) =>
        _tallies.Load(engagement.ArticleId).Then(found => found?.Counts ?? []);
}
