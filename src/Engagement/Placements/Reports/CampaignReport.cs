using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Engagement.Placements.Slots;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>What became of a campaign over days.</summary>
internal sealed class CampaignReport(IDbContextFactory<EngagementDbContext> contexts)
{
    /// <param name="campaign">One that the caller may see.</param>
    /// <param name="days">At most 366.</param>
    /// <param name="by">What the rows are about.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Rows with a number above 0: days in order of time, the others with the most impressions first.</returns>
    public async Task<IReadOnlyList<CampaignReportRow>> ReadAsync(Campaign campaign, ReportDays days, CampaignReportBy by, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var delivery = new CampaignDelivery(db, campaign, days);
        if (by == CampaignReportBy.Day)
            return [.. (await delivery.SumAsync<DateOnly>(nameof(PlacementDay.Day), cancel)).OrderBy(s => s.Key).Select(s => s.Value.Row($"{s.Key:O}"))];
        var sums = await delivery.SumAsync<long>(ColumnOf(by), cancel);
        var names = await NamesAsync(db, by, sums.Keys, cancel);
        var named = new Dictionary<string, DeliverySums>();
        foreach (var (id, sum) in sums)
        {
            var name = names.GetValueOrDefault(id, "");
            if (!named.TryGetValue(name, out var ofName))
                named.Add(name, ofName = new DeliverySums());
            ofName.Add(sum);
        }
        return [.. named.OrderByDescending(s => s.Value.Impressions).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Row(s.Key))];
    }

    private static string ColumnOf(CampaignReportBy by) => by switch
    {
        CampaignReportBy.Article or CampaignReportBy.Channel => nameof(PlacementDay.ArticleId),
        CampaignReportBy.Slot => nameof(PlacementDay.SlotId),
        CampaignReportBy.Creative => nameof(PlacementDay.CreativeId),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    private static async Task<Dictionary<long, string>> NamesAsync(EngagementDbContext db, CampaignReportBy by, IReadOnlyCollection<long> ids, CancellationToken cancel) => by switch
    {
        CampaignReportBy.Article => await ReportedArticles.KeysAsync(db, ids, cancel),
        CampaignReportBy.Channel => await ReportedArticles.ChannelsAsync(db, ids, cancel),
        CampaignReportBy.Slot => await db.Set<PlacementSlot>().ToDictionaryAsync(s => s.Id, s => s.Key, cancel),
        _ => ids.ToDictionary(id => id, CreativeView.FormatId),
    };
}
