using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Shares;

/// <summary>How much was shared by one channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Intents">Uses of the button.</param>
/// <param name="Visits">Readers who came back through the link, each once a day.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record ShareCount(ShareChannel Channel, int Intents, int Visits);

/// <summary>Reads what everybody may see of the shares of articles.</summary>
internal sealed class ShareTallies(PreparedReads reads)
{
    /// <summary>By article: channels with a count above 0, in the order of the enum. One statement.</summary>
    /// <param name="articleIds">Each once, at most 1,000.</param>
    /// <param name="cancel">Ends the read.</param>
    public async Task<ILookup<long, ShareCount>> ReadAsync(IReadOnlyList<long> articleIds, CancellationToken cancel)
    {
        var tallies = articleIds.Count == 0 ? [] : await reads.ReadByAsync<ShareTally>("ShareTallies", "ArticleId", [.. articleIds], cancel);
        return tallies.Where(t => t.Intents > 0 || t.Visits > 0).OrderBy(t => t.Channel)
            .ToLookup(t => t.ArticleId, t => new ShareCount(t.Channel, t.Intents, t.Visits));
    }
}
