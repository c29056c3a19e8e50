using System.Text.Json;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>Something that was not done with a campaign, but changes what readers see of it.</summary>
/// <param name="Action">What.</param>
/// <param name="ActorId">The caller's reader.</param>
/// <param name="Changes">What was changed.</param>
internal sealed record OutsideStep(CampaignAction Action, long ActorId, IReadOnlyList<TermChange> Changes)
{
    /// <summary>Writes it down for those of some campaigns that decisions look at, under their locks, and marks them for the replicas.</summary>
    /// <param name="write">Runs.</param>
    /// <param name="campaignIds">The rows'.</param>
    /// <param name="cancel">Ends the reads.</param>
    public async Task AddAsync(WriteTransaction write, IReadOnlyList<long> campaignIds, CancellationToken cancel)
    {
        await write.LockAsync(CampaignWrites.Table, campaignIds, shared: false, cancel);
        var now = await DatabaseClock.NowAsync(write.Db, write.Dialect, cancel);
        var last = await write.Db.Set<CampaignStep>().Where(s => campaignIds.Contains(s.CampaignId))
            .GroupBy(s => s.CampaignId).Select(g => new { Id = g.Key, Number = g.Max(s => s.Number) }).ToDictionaryAsync(s => s.Id, s => s.Number, cancel);
        foreach (var campaign in await write.Db.Set<Campaign>().Where(c => campaignIds.Contains(c.Id) && Campaign.Considered.Contains(c.State)).ToListAsync(cancel))
        {
            campaign.ChangedAt = now;
            write.Db.Add(new CampaignStep
            {
                CampaignId = campaign.Id, Number = last.GetValueOrDefault(campaign.Id) + 1, Action = Action, ActorId = ActorId,
                FromState = campaign.State, ToState = campaign.State, ChangesJson = JsonSerializer.Serialize(Changes), CreatedAt = write.Now,
            });
        }
    }
}
