using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Serving;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>What managers are told of a share that a campaign bought.</summary>
internal sealed class CampaignShares(IDbContextFactory<EngagementDbContext> contexts)
{
    private readonly BatchLoader<long, ShareSum> _sums = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await ShareSum.ReadAsync(db.Set<ShareOfVoiceDay>().Where(d => ids.Contains(d.CampaignId)), cancel);
    });

    /// <summary>How much of its share it had so far; null: its goal is another.</summary>
    public IDataLoaderResult<ShareOfVoice?> ShareOfVoice([Parent] CampaignView campaign) =>
        campaign.Goal == CampaignGoal.ShareOfVoice
            ? _sums.Load(campaign.Row.Id).Then<ShareSum?, ShareOfVoice?>(sum => Reports.ShareOfVoice.Of(campaign.Total, sum))
            : LoaderResults.Of<ShareOfVoice?>(null);
}
