using Engagement.Articles;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Verification;

/// <summary>
/// Whether the sums of a campaign agree: its own, those of its days, those of its creatives beside articles; and whether they
/// keep to its budgets. Days up to that of the last edit of the daily budget
/// are not held to what it is now: that may have been lowered. SHARE_OF_VOICE has no budget in units.
/// </summary>
internal static class SumCheck
{
    public static async Task<IReadOnlyList<PlacementMismatch>> CheckAsync(EngagementDbContext db, Campaign campaign, SiteDays days, CancellationToken cancel)
    {
        var id = campaign.Id;
        var shown = await db.Set<PlacementDay>().Where(d => d.CampaignId == id)
            .GroupBy(d => d.Day).Select(g => new { Day = g.Key, Billed = g.Sum(d => (long)d.Billed), Viewables = g.Sum(d => (long)d.Viewables) })
            .ToDictionaryAsync(d => d.Day, cancel);
        var billed = await db.Set<CampaignDay>().Where(d => d.CampaignId == id).ToDictionaryAsync(d => d.Day, d => (long)d.Billed, cancel);
        var found = new List<PlacementMismatch>();
        Compare("billed", campaign.Billed, shown.Values.Sum(d => d.Billed));
        Compare("billed of all its days", billed.Values.Sum(), shown.Values.Sum(d => d.Billed));
        Compare("viewables", campaign.Viewables, shown.Values.Sum(d => d.Viewables));
        foreach (var day in shown.Keys.Union(billed.Keys).Order())
            Compare($"billed of {day:O}", billed.GetValueOrDefault(day), shown.GetValueOrDefault(day)?.Billed ?? 0);
        if (campaign.Goal != CampaignGoal.ShareOfVoice)
            AtMost("billed, at most the total,", campaign.Billed, campaign.Total);
        if (DailyOf(campaign) is { } daily)
        {
            var edited = await LastEditAsync(db, campaign, days, cancel);
            foreach (var (day, units) in billed.Where(d => d.Key > edited).OrderBy(d => d.Key))
                AtMost($"billed of {day:O}, at most the daily budget,", units, daily);
        }
        foreach (var row in await ImplausibleAsync(db, id, cancel))
        {
            Limit(row, "measurable", row.Measurable, row.Impressions);
            Limit(row, "viewables", row.Viewables, row.Impressions);
            Limit(row, "clicks", row.Clicks, row.Viewables);
        }
        return found;

        void Compare(string what, long stored, long counted)
        {
            if (stored != counted)
                found.Add(new(CampaignView.FormatId(id), what, stored, counted));
        }

        void Limit(PlacementDay row, string what, long stored, long most) =>
            AtMost($"{what} of {Of(row.Day, row.CreativeId, row.ArticleId, row.SlotId)}", stored, most);

        void AtMost(string what, long stored, long most)
        {
            if (stored > most)
                found.Add(new(CampaignView.FormatId(id), what, stored, most));
        }
    }

    /// <summary>The most units of one day; null: no limit.</summary>
    private static int? DailyOf(Campaign campaign) => campaign.Goal switch
    {
        CampaignGoal.Days => 1,
        CampaignGoal.ShareOfVoice => null,
        _ => campaign.Daily,
    };

    /// <summary>The day of the last edit of the limit, or of one that does not say what it changed; before all days if there was none.</summary>
    private static async Task<DateOnly> LastEditAsync(EngagementDbContext db, Campaign campaign, SiteDays days, CancellationToken cancel) =>
        campaign.Goal == CampaignGoal.Days ? DateOnly.MinValue
        : await db.Set<CampaignStep>().Where(s => s.CampaignId == campaign.Id && s.Action == CampaignAction.Edit && (s.ChangesJson == null || s.ChangesJson.Contains("\"daily\"") || s.ChangesJson.Contains("\"goal\""))).MaxAsync(s => (DateTime?)s.CreatedAt, cancel) is { } edited ? days.Of(edited)
        : DateOnly.MinValue;

    /// <summary>Where a sum is, in words.</summary>
    public static string Of(DateOnly day, long creativeId, long articleId, long slotId) =>
        $"{day:O} {CreativeView.FormatId(creativeId)} {PublicId.Format(ArticleView.IdPrefix, articleId)} slot {slotId}";

    /// <summary>Rows that no events can lead to: a click implies that it was viewable, that implies an impression.</summary>
    private static Task<List<PlacementDay>> ImplausibleAsync(EngagementDbContext db, long campaignId, CancellationToken cancel) =>
        db.Set<PlacementDay>().AsNoTracking()
            .Where(d => d.CampaignId == campaignId && (d.Viewables > d.Impressions || d.Clicks > d.Viewables || d.Measurable > d.Impressions))
            .ToListAsync(cancel);
}
