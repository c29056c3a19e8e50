using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Verification;

/// <summary>
/// Recounts a day of a campaign from its single events, all of which are still there.
/// </summary>
internal static class EventRecount
{
    private const string Billed = "billed", Over = "over-delivery", Measurable = "measurable";

    public static async Task<IReadOnlyList<PlacementMismatch>> CheckAsync(EngagementDbContext db, Campaign campaign, DateOnly day, CancellationToken cancel)
    {
        var stored = await StoredAsync(db, campaign.Id, day, cancel);
        var (counted, areMeasured) = await CountedAsync(db, campaign.Id, day, cancel);
        return
        [
            .. from sum in stored.Keys.Union(counted.Keys)
               let pair = (Stored: stored.GetValueOrDefault(sum), Counted: counted.GetValueOrDefault(sum))
               where pair.Stored != pair.Counted && (areMeasured || sum.What != Measurable)
               orderby sum.CreativeId, sum.ArticleId, sum.SlotId, sum.What
               select new PlacementMismatch(
                   CampaignView.FormatId(campaign.Id), $"{sum.What} of {SumCheck.Of(day, sum.CreativeId, sum.ArticleId, sum.SlotId)}", pair.Stored, pair.Counted),
        ];
    }

    private static async Task<Dictionary<Sum, long>> StoredAsync(EngagementDbContext db, long campaignId, DateOnly day, CancellationToken cancel)
    {
        var sums = new Dictionary<Sum, long>();
        foreach (var row in await db.Set<PlacementDay>().AsNoTracking().Where(d => d.CampaignId == campaignId && d.Day == day).ToListAsync(cancel))
            foreach (var (what, count) in new[]
            {
                (Valid(EventKind.Impression), row.Impressions), (Valid(EventKind.Viewable), row.Viewables), (Valid(EventKind.Click), row.Clicks), (Billed, row.Billed), (Over, row.Over), (Measurable, row.Measurable),
            })
                sums.Add(new(row.CreativeId, row.ArticleId, row.SlotId, what), count);
        foreach (var row in await db.Set<InvalidPlacementDay>().AsNoTracking().Where(d => d.CampaignId == campaignId && d.Day == day).ToListAsync(cancel))
            sums.Add(new(row.CreativeId, row.ArticleId, row.SlotId, Invalid(row.Kind, row.Reason)), row.Count);
        return sums;
    }

    /// <summary>The sums, and whether all events tell what of them is measurable.</summary>
    private static async Task<(Dictionary<Sum, long> Sums, bool AreMeasured)> CountedAsync(EngagementDbContext db, long campaignId, DateOnly day, CancellationToken cancel)
    {
        var sums = new Dictionary<Sum, long>();
        var events = await db.Set<PlacementEvent>().Where(e => e.CampaignId == campaignId && e.Day == day)
            .GroupBy(e => new { e.CreativeId, e.ArticleId, e.SlotId, e.Kind, e.Invalid, e.Outcome, e.IsMeasured })
            .Select(g => new { Of = g.Key, Count = g.LongCount() })
            .ToListAsync(cancel);
        foreach (var e in events)
        {
            Add(e.Of.Invalid == default ? Valid(e.Of.Kind) : Invalid(e.Of.Kind, e.Of.Invalid));
            if (e.Of.Outcome == EventOutcome.Billed)
                Add(Billed);
            else if (e.Of.Outcome == EventOutcome.OverDelivery)
                Add(Over);
            if (e.Of.IsMeasured == true)
                Add(Measurable);

            void Add(string what)
            {
                var sum = new Sum(e.Of.CreativeId, e.Of.ArticleId, e.Of.SlotId, what);
                sums[sum] = sums.GetValueOrDefault(sum) + e.Count;
            }
        }
        return (sums, !events.Exists(e => e.Of is { Kind: EventKind.Impression, Invalid: default(InvalidTrafficReason), IsMeasured: null }));
    }

    private static string Valid(EventKind kind) => $"{kind}s".ToLowerInvariant();

    private static string Invalid(EventKind kind, InvalidTrafficReason reason) => $"invalid {Valid(kind)} ({reason})";

    private readonly record struct Sum(long CreativeId, long ArticleId, long SlotId, string What);
}
