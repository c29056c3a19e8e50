using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>
/// Moves campaigns as their days come: APPROVED → LIVE on the first, → FINISHED after the last; one that waits then for a review is a
/// DRAFT again, but if anything of it was seen it waits on, and a DRAFT goes there: nobody has looked yet at what it is to have ended
/// with. A decision looks at the days itself; this keeps the states and the steps true. Each campaign is looked at again under its
/// lock: any number of replicas may do it at once, one writes.
/// </summary>
internal sealed class DueCampaigns(IDbContextFactory<EngagementDbContext> contexts, CampaignWrites writes, SiteDays days, TimeProvider time)
{
    /// <summary>Moves all that are due; returns how many this call moved.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var today = days.Of(time.GetUtcNow().UtcDateTime);
        List<long> due;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
            due = await db.Set<Campaign>()
                .Where(c => (c.State == CampaignState.Approved && c.StartsOn <= today)
                    || (Campaign.Booked.Contains(c.State) && c.EndsOn < today)
                    || (c.State == CampaignState.InReview && c.EndsOn < today && c.Viewables == 0)
                    || (c.State == CampaignState.Draft && c.EndsOn < today && c.Viewables > 0))
                .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel);
        var moved = 0;
        foreach (var id in due)
            moved += await MoveAsync(id, today, cancel) ? 1 : 0;
        return moved;
    }

    private async Task<bool> MoveAsync(long id, DateOnly today, CancellationToken cancel)
    {
        var moved = false;
        await writes.RunAsync(id, null, _ => true, async (write, cancelWork) =>
        {
            var from = write.Campaign.State;
            var to = Next(write.Campaign, today);
            moved = to != from;
            if (moved)
            {
                write.Campaign.Move(to);
                await write.StepAsync(CampaignAction.Move, from, null, null, [], cancelWork);
            }
            return CampaignOutcome.Of(write.Campaign);
        }, cancel);
        return moved;
    }

    private static CampaignState Next(Campaign campaign, DateOnly today) => campaign.State switch
    {
        CampaignState.Draft when campaign.EndsOn < today && campaign.Viewables > 0 => CampaignState.InReview,
        CampaignState.InReview when campaign.EndsOn < today && campaign.Viewables == 0 => CampaignState.Draft,
        var state when Campaign.Booked.Contains(state) && campaign.EndsOn < today => CampaignState.Finished,
        CampaignState.Approved when campaign.StartsOn <= today => CampaignState.Live,
        var state => state,
    };
}
