using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Engagement.Placements.Serving;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>What an invoice is written by: the facts of a campaign and the units of one month. It computes no amount.</summary>
/// <param name="Advertiser">On whose behalf.</param>
/// <param name="Campaign">As it is now.</param>
/// <param name="Billed">Units of its goal in the month.</param>
/// <param name="Over">Units of the month that came when a budget was used up.</param>
/// <param name="Viewables">Viewable impressions of the month.</param>
/// <param name="Clicks">Clicks of the month.</param>
/// <param name="Pages">Of a share of voice, see <see cref="ShareOfVoice.Pages"/>.</param>
/// <param name="Stood">See <see cref="ShareOfVoice.Stood"/>.</param>
internal sealed record StatementRow(Advertiser Advertiser, Campaign Campaign, long Billed, long Over, long Viewables, long Clicks, long Pages, long Stood);

/// <summary>What was delivered in a month, of all campaigns that the caller may see.</summary>
internal sealed class PlacementStatement(IDbContextFactory<EngagementDbContext> contexts, CampaignSight sight)
{
    /// <summary>Of these not being shown is news.</summary>
    private static readonly CampaignState[] Booked = [CampaignState.Approved, CampaignState.Live, CampaignState.Paused, CampaignState.Finished];

    /// <param name="days">The month's.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Campaigns of which anything was shown, or was to be, by advertiser, the oldest first.</returns>
    public async Task<IReadOnlyList<StatementRow>> ReadAsync(ReportDays days, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var booked =
            from campaign in db.Set<Campaign>().AsNoTracking()
            join advertiser in sight.Of(db.Set<Advertiser>().AsNoTracking()) on campaign.AdvertiserId equals advertiser.Id
            select new { Campaign = campaign, Advertiser = advertiser };
        var shown = db.Set<PlacementDay>().Where(d => d.Day >= days.First && d.Day <= days.Last);
        var shared = db.Set<ShareOfVoiceDay>().Where(d => d.Day >= days.First && d.Day <= days.Last);
        var rows = await booked
            .Where(b => shown.Any(d => d.CampaignId == b.Campaign.Id) || shared.Any(d => d.CampaignId == b.Campaign.Id)
                || (Booked.Contains(b.Campaign.State) && b.Campaign.StartsOn <= days.Last && days.First <= b.Campaign.EndsOn))
            .OrderBy(b => b.Advertiser.Key).ThenBy(b => b.Campaign.Id).ToListAsync(cancel);
        var delivered = await shown.Where(d => booked.Any(b => b.Campaign.Id == d.CampaignId)).GroupBy(d => d.CampaignId)
            .Select(g => new Delivery(g.Key, g.Sum(d => (long)d.Billed), g.Sum(d => (long)d.Over), g.Sum(d => (long)d.Viewables), g.Sum(d => (long)d.Clicks)))
            .ToDictionaryAsync(d => d.CampaignId, cancel);
        var shares = await shared.Where(d => booked.Any(b => b.Campaign.Id == d.CampaignId)).GroupBy(d => d.CampaignId)
            .Select(g => new Share(g.Key, g.Sum(d => d.Pages), g.Sum(d => d.Stood))).ToDictionaryAsync(s => s.CampaignId, cancel);
        return [.. rows.Select(r => Row(r.Advertiser, r.Campaign, delivered.GetValueOrDefault(r.Campaign.Id), shares.GetValueOrDefault(r.Campaign.Id)))];
    }

    private static StatementRow Row(Advertiser advertiser, Campaign campaign, Delivery? delivery, Share? share) => new(
        advertiser, campaign, delivery?.Billed ?? 0, delivery?.Over ?? 0, delivery?.Viewables ?? 0, delivery?.Clicks ?? 0, share?.Pages ?? 0, share?.Stood ?? 0);

    private sealed record Delivery(long CampaignId, long Billed, long Over, long Viewables, long Clicks);

    private sealed record Share(long CampaignId, long Pages, long Stood);
}
