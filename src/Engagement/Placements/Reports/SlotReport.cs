using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Events;
using Engagement.Placements.Serving;
using Engagement.Placements.Slots;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>What a slot was asked for and what it showed.</summary>
/// <param name="Slot">Its key.</param>
/// <param name="Positions">That pages asked for; counted a few seconds later than the rest.</param>
/// <param name="Unfilled">Those of them for which nothing fitted.</param>
/// <param name="FillRate">The share of positions, 0–1, for which something fitted; null if none was asked for.</param>
/// <param name="Impressions">Times that something began to render.</param>
/// <param name="Viewables">Those of which half of the pixels were in a visible tab for a continuous second.</param>
/// <param name="Clicks">Times that something was clicked.</param>
internal sealed record SlotReportRow(string Slot, int Positions, int Unfilled, double? FillRate, int Impressions, int Viewables, int Clicks);

/// <summary>How slots are used over days.</summary>
internal sealed class SlotReport(IDbContextFactory<EngagementDbContext> contexts)
{
    /// <param name="days">At most 366.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>A row for each slot, by key.</returns>
    public async Task<IReadOnlyList<SlotReportRow>> ReadAsync(ReportDays days, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var slots = await db.Set<PlacementSlot>().AsNoTracking().ToListAsync(cancel);
        var asked = await db.Set<DecisionDay>().Where(d => d.Day >= days.First && d.Day <= days.Last)
            .GroupBy(d => d.SlotId)
            .Select(g => new Asked(g.Key, g.Sum(d => (long)d.Count), g.Sum(d => d.CreativeId == 0 ? (long)d.Count : 0L)))
            .ToDictionaryAsync(a => a.SlotId, cancel);
        var shown = await db.Set<PlacementDay>().Where(d => d.Day >= days.First && d.Day <= days.Last)
            .GroupBy(d => d.SlotId)
            .Select(g => new Shown(g.Key, g.Sum(d => (long)d.Impressions), g.Sum(d => (long)d.Viewables), g.Sum(d => (long)d.Clicks)))
            .ToDictionaryAsync(s => s.SlotId, cancel);
        return [.. slots.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => Row(s.Key, asked.GetValueOrDefault(s.Id), shown.GetValueOrDefault(s.Id)))];
    }

    private static SlotReportRow Row(string key, Asked? asked, Shown? shown)
    {
        var (positions, unfilled) = (asked?.Positions ?? 0, asked?.Unfilled ?? 0);
        return new(
            key, GraphInt.Of(positions), GraphInt.Of(unfilled), DeliverySums.Rate(positions - unfilled, positions),
            GraphInt.Of(shown?.Impressions ?? 0), GraphInt.Of(shown?.Viewables ?? 0), GraphInt.Of(shown?.Clicks ?? 0));
    }

    private sealed record Asked(long SlotId, long Positions, long Unfilled);

    private sealed record Shown(long SlotId, long Impressions, long Viewables, long Clicks);
}
