using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Serving;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>What became of a share of pages. It is drawn page by page, so that it is met within what chance does to so many draws.</summary>
/// <param name="Pages">
/// Answers of `placements` so far, with one of its slots (a roadblock: all of them) beside an article that it fits, whoever else did.
/// Counted a few seconds later, and those of its last seconds are lost with a server that is killed.
/// </param>
/// <param name="Stood">Those of them in which it was.</param>
/// <param name="Shortfall">How many more it should have been in, by the percent that is booked now; 0: none.</param>
internal sealed record ShareOfVoice(int Pages, int Stood, int Shortfall)
{
    public static ShareOfVoice Of(int percent, long pages, long stood) =>
        new(GraphInt.Of(pages), GraphInt.Of(stood), GraphInt.Of(Math.Max(0, (pages * percent / 100) - stood)));
}

/// <summary>What managers are told of a share that a campaign bought.</summary>
internal sealed class CampaignShares(IDbContextFactory<EngagementDbContext> contexts)
{
    private readonly BatchLoader<long, Sum> _sums = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<ShareOfVoiceDay>().Where(d => ids.Contains(d.CampaignId))
            .GroupBy(d => d.CampaignId).Select(g => new Sum(g.Key, g.Sum(d => d.Pages), g.Sum(d => d.Stood))).ToDictionaryAsync(s => s.CampaignId, cancel);
    });

    /// <summary>How much of its share it had so far; null: its goal is another.</summary>
    public IDataLoaderResult<ShareOfVoice?> ShareOfVoice([Parent] CampaignView campaign) =>
        campaign.Goal == CampaignGoal.ShareOfVoice
            ? _sums.Load(campaign.Row.Id).Then<Sum?, ShareOfVoice?>(sum => Reports.ShareOfVoice.Of(campaign.Total, sum?.Pages ?? 0, sum?.Stood ?? 0))
            : LoaderResults.Of<ShareOfVoice?>(null);

    private sealed record Sum(long CampaignId, long Pages, long Stood);
}
