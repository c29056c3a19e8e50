using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>A change of what several campaigns are shown with: of their advertiser, or of a slot.</summary>
/// <param name="Action">What.</param>
/// <param name="ActorId">The caller's reader.</param>
/// <param name="Changes">What was changed.</param>
internal sealed record SharedChange(CampaignAction Action, long ActorId, IReadOnlyList<TermChange> Changes)
{
    /// <summary>Locks in one statement.</summary>
    private const int Chunk = 1_000;

    /// <summary>Writes a step of it for each campaign that decisions look at, under their locks, and marks them for the replicas.</summary>
    /// <param name="write">Has locked what is changed.</param>
    /// <param name="campaignIds">Of those whom it concerns, whatever their state.</param>
    /// <param name="cancel">Ends the reads.</param>
    public async Task RecordAsync(WriteTransaction write, IReadOnlyList<long> campaignIds, CancellationToken cancel)
    {
        foreach (var ids in campaignIds.Order().Chunk(Chunk))
        {
            await write.LockAsync(CampaignWrites.Table, ids, shared: false, cancel);
            var now = await DatabaseClock.NowAsync(write.Db, write.Dialect, cancel);
            var last = await write.Db.Set<CampaignStep>().Where(s => ids.Contains(s.CampaignId))
                .GroupBy(s => s.CampaignId).Select(g => new { Id = g.Key, Number = g.Max(s => s.Number) }).ToDictionaryAsync(s => s.Id, s => s.Number, cancel);
            foreach (var campaign in await write.Db.Set<Campaign>().Where(c => ids.Contains(c.Id) && Campaign.Considered.Contains(c.State)).ToListAsync(cancel))
            {
                campaign.ChangedAt = now;
                write.Db.Add(CampaignStep.New(last.GetValueOrDefault(campaign.Id), campaign, Action, ActorId, campaign.State, Changes, write.Now));
            }
        }
    }
}
