using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Engagement.Placements.Serving;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>
/// What was decided, shown and clicked of a campaign, added up by the database. All sums are taken of 64 bits: SQL Server adds up in
/// the type of the column.
/// </summary>
internal sealed class CampaignDelivery(EngagementDbContext db, Campaign campaign, ReportDays days)
{
    private readonly long _id = campaign.Id;

    /// <param name="column">What it is added up by: one that all tables of days have.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Dictionary<TKey, DeliverySums>> SumAsync<TKey>(string column, CancellationToken cancel)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, DeliverySums>();
        foreach (var row in await Shown<TKey>(column).ToListAsync(cancel))
        {
            var of = Of(sums, row.Key);
            (of.Impressions, of.Measurable, of.Viewables, of.Clicks) = (row.Impressions, row.Measurable, row.Viewables, row.Clicks);
            (of.Billed, of.Over) = (row.Billed, row.Over);
        }
        foreach (var row in await Invalid<TKey>(column).ToListAsync(cancel))
            Of(sums, row.Key).Add(row.Reason, row.Count);
        foreach (var row in await Decided<TKey>(column).ToListAsync(cancel))
            Of(sums, row.Key).Decisions = row.Count;
        if (column != nameof(DecisionDay.CreativeId))
            foreach (var row in await Unfilled<TKey>(column).ToListAsync(cancel))
                Of(sums, row.Key).Unfilled = row.Count;
        return sums;
    }

    private IQueryable<ShownOf<TKey>> Shown<TKey>(string column) => db.Set<PlacementDay>()
        .Where(d => d.CampaignId == _id && d.Day >= days.First && d.Day <= days.Last)
        .GroupBy(d => EF.Property<TKey>(d, column))
        .Select(g => new ShownOf<TKey>(
            g.Key, g.Sum(d => (long)d.Impressions), g.Sum(d => (long)d.Measurable), g.Sum(d => (long)d.Viewables), g.Sum(d => (long)d.Clicks),
            g.Sum(d => (long)d.Billed), g.Sum(d => (long)d.Over)));

    private IQueryable<InvalidOf<TKey>> Invalid<TKey>(string column) => db.Set<InvalidPlacementDay>()
        .Where(d => d.CampaignId == _id && d.Day >= days.First && d.Day <= days.Last)
        .GroupBy(d => new { Key = EF.Property<TKey>(d, column), d.Reason })
        .Select(g => new InvalidOf<TKey>(g.Key.Key, g.Key.Reason, g.Sum(d => (long)d.Count)));

    private IQueryable<CountOf<TKey>> Decided<TKey>(string column) => db.Set<DecisionDay>()
        .Where(d => d.Day >= days.First && d.Day <= days.Last && db.Set<Creative>().Any(c => c.Id == d.CreativeId && c.CampaignId == _id))
        .GroupBy(d => EF.Property<TKey>(d, column))
        .Select(g => new CountOf<TKey>(g.Key, g.Sum(d => (long)d.Count)));

    /// <summary>Where it was chosen that day: what stays empty elsewhere is the publisher's business.</summary>
    private IQueryable<CountOf<TKey>> Unfilled<TKey>(string column)
    {
        var own = db.Set<DecisionDay>().Where(d => db.Set<Creative>().Any(c => c.Id == d.CreativeId && c.CampaignId == _id));
        return db.Set<DecisionDay>()
            .Where(d => d.CreativeId == 0 && d.Day >= days.First && d.Day <= days.Last && own.Any(o => o.Day == d.Day && o.ArticleId == d.ArticleId && o.SlotId == d.SlotId))
            .GroupBy(d => EF.Property<TKey>(d, column))
            .Select(g => new CountOf<TKey>(g.Key, g.Sum(d => (long)d.Count)));
    }

    private static DeliverySums Of<TKey>(Dictionary<TKey, DeliverySums> sums, TKey key)
        where TKey : notnull
    {
        if (!sums.TryGetValue(key, out var sum))
            sums.Add(key, sum = new DeliverySums());
        return sum;
    }

    private sealed record ShownOf<TKey>(TKey Key, long Impressions, long Measurable, long Viewables, long Clicks, long Billed, long Over);

    private sealed record InvalidOf<TKey>(TKey Key, InvalidTrafficReason Reason, long Count);

    private sealed record CountOf<TKey>(TKey Key, long Count);
}
