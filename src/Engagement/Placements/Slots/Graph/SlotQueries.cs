using Engagement.Data;
using Engagement.Graph.Limits;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Slots;

/// <summary>A place of the site's pages where something sponsored may stand.</summary>
/// <param name="Key">The publisher's own name of it, in capitals.</param>
/// <param name="Format">What it shows of a creative.</param>
/// <param name="Positions">Placements on one page, 0–10; 0: none for now.</param>
[Name("PlacementSlot")]
internal sealed record SlotView(string Key, PlacementFormat Format, int Positions)
{
    public static SlotView From(PlacementSlot row) => new(row.Key, row.Format, row.Positions);
}

internal sealed class SlotQueries(IDbContextFactory<EngagementDbContext> contexts)
{
    /// <summary>All, by key.</summary>
    [ListSize(20)]
    public async Task<IEnumerable<SlotView>> PlacementSlots(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return (await db.Set<PlacementSlot>().AsNoTracking().OrderBy(s => s.Key).ToListAsync(cancel)).Select(SlotView.From);
    }
}
