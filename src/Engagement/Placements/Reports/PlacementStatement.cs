using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>What an invoice is written by: the facts of a campaign and the units of one month. It computes no amount.</summary>
/// <param name="Advertiser">On whose behalf.</param>
/// <param name="Campaign">As it is now.</param>
/// <param name="Billed">Units of its goal in the month.</param>
/// <param name="Over">Units of the month that came when a budget was used up.</param>
/// <param name="Viewables">Viewable impressions of the month.</param>
/// <param name="Clicks">Clicks of the month.</param>
internal sealed record StatementRow(Advertiser Advertiser, Campaign Campaign, long Billed, long Over, long Viewables, long Clicks);

/// <summary>What was delivered in a month, of all campaigns that the caller may see.</summary>
internal sealed class PlacementStatement(IDbContextFactory<EngagementDbContext> contexts, CampaignSight sight)
{
    /// <param name="days">The month's.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Campaigns of which anything was shown, by advertiser, the oldest first.</returns>
    public async Task<IReadOnlyList<StatementRow>> ReadAsync(ReportDays days, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var delivered = db.Set<PlacementDay>().Where(d => d.Day >= days.First && d.Day <= days.Last)
            .GroupBy(d => d.CampaignId)
            .Select(g => new
            {
                CampaignId = g.Key, Billed = g.Sum(d => (long)d.Billed), Over = g.Sum(d => (long)d.Over), Viewables = g.Sum(d => (long)d.Viewables), Clicks = g.Sum(d => (long)d.Clicks),
            });
        var rows =
            from campaign in db.Set<Campaign>().AsNoTracking()
            join advertiser in sight.Of(db.Set<Advertiser>().AsNoTracking()) on campaign.AdvertiserId equals advertiser.Id
            join month in delivered on campaign.Id equals month.CampaignId
            orderby advertiser.Key, campaign.Id
            select new StatementRow(advertiser, campaign, month.Billed, month.Over, month.Viewables, month.Clicks);
        return await rows.ToListAsync(cancel);
    }
}
