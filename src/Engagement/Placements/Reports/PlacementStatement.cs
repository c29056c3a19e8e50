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
/// <param name="Pages">See <see cref="ShareOfVoice.Pages"/>, of the month; null: it bought no share.</param>
/// <param name="Stood">See <see cref="ShareOfVoice.Stood"/>; the same.</param>
internal sealed record StatementRow(Advertiser Advertiser, Campaign Campaign, long Billed, long Over, long Viewables, long Clicks, long? Pages, long? Stood);

/// <summary>What was booked and delivered in a month, of all campaigns that the caller may see.</summary>
internal sealed class PlacementStatement(IDbContextFactory<EngagementDbContext> contexts, CampaignSight sight, SiteDays days, TimeProvider time)
{
    /// <summary>What the publisher owes, or owed.</summary>
    private static readonly CampaignState[] Owed = [.. Campaign.Booked, CampaignState.Finished];

    /// <param name="month">Its days.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>
    /// Campaigns of which anything was shown in the month, or nothing though days of theirs came and their goal was not reached; of these
    /// not the publisher's own (HOUSE), nor those that wait for a review. By advertiser, the oldest first.
    /// </returns>
    public async Task<IReadOnlyList<StatementRow>> ReadAsync(ReportDays month, CancellationToken cancel)
    {
        var today = days.Of(time.GetUtcNow().UtcDateTime);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var visible =
            from campaign in db.Set<Campaign>().AsNoTracking()
            join advertiser in sight.Of(db.Set<Advertiser>().AsNoTracking()) on campaign.AdvertiserId equals advertiser.Id
            select new { Campaign = campaign, Advertiser = advertiser };
        var shown = db.Set<PlacementDay>().Where(d => d.Day >= month.First && d.Day <= month.Last && visible.Any(v => v.Campaign.Id == d.CampaignId));
        var shared = db.Set<ShareOfVoiceDay>().Where(d => d.Day >= month.First && d.Day <= month.Last && visible.Any(v => v.Campaign.Id == d.CampaignId));
        var delivered = await shown.GroupBy(d => d.CampaignId)
            .Select(g => new Delivery(g.Key, g.Sum(d => (long)d.Billed), g.Sum(d => (long)d.Over), g.Sum(d => (long)d.Viewables), g.Sum(d => (long)d.Clicks)))
            .ToDictionaryAsync(d => d.CampaignId, cancel);
        var shares = await ShareSum.ReadAsync(shared, cancel);
        var rows = await visible // read last: whoever was counted is among them
            .Where(v => shown.Any(d => d.CampaignId == v.Campaign.Id) || shared.Any(d => d.CampaignId == v.Campaign.Id)
                || (Owed.Contains(v.Campaign.State) && v.Campaign.Tier != CampaignTier.House
                    && (v.Campaign.Goal == CampaignGoal.ShareOfVoice || db.Set<CampaignDay>().Where(d => d.CampaignId == v.Campaign.Id && d.Day <= month.Last).Sum(d => (long)d.Billed) < v.Campaign.Total)
                    && v.Campaign.StartsOn <= month.Last && v.Campaign.StartsOn <= today && v.Campaign.EndsOn >= month.First && month.First <= today))
            .OrderBy(v => v.Advertiser.Key).ThenBy(v => v.Campaign.Id).ToListAsync(cancel);
        return [.. rows.Select(r => Row(r.Advertiser, r.Campaign, delivered.GetValueOrDefault(r.Campaign.Id), shares.GetValueOrDefault(r.Campaign.Id)))];
    }

    private static StatementRow Row(Advertiser advertiser, Campaign campaign, Delivery? delivery, ShareSum? share)
    {
        var isShare = campaign.Goal == CampaignGoal.ShareOfVoice;
        return new(
            advertiser, campaign, delivery?.Billed ?? 0, delivery?.Over ?? 0, delivery?.Viewables ?? 0, delivery?.Clicks ?? 0,
            isShare ? share?.Pages ?? 0 : null, isShare ? share?.Stood ?? 0 : null);
    }

    private sealed record Delivery(long CampaignId, long Billed, long Over, long Viewables, long Clicks);
}
