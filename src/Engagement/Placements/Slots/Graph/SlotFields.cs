using Engagement.Data;
using Engagement.Graph;
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

/// <summary>A slot to be put in or changed.</summary>
/// <param name="Key">1–40 capitals, digits and underscores, a capital first.</param>
/// <param name="Format">What it shows of a creative.</param>
/// <param name="Positions">Placements on one page, 0–10; 0: none for now.</param>
internal sealed record SetPlacementSlotInput(string Key, PlacementFormat Format, int Positions);

/// <summary>What became of it.</summary>
/// <param name="Slot">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record SetPlacementSlotPayload(SlotView? Slot, IEnumerable<IUserError> Errors);

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

internal sealed class SlotMutations(SetPlacementSlot slots)
{
    /// <summary>Puts in a slot by key, or changes it. Errors: InvalidInput.</summary>
    public async Task<SetPlacementSlotPayload> SetPlacementSlot(SetPlacementSlotInput input, CancellationToken cancel)
    {
        var (slot, error) = await slots.SetAsync(input, cancel);
        return new(slot is null ? null : SlotView.From(slot), error is null ? [] : [error]);
    }
}
