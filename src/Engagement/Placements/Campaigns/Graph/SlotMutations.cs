using Engagement.Graph;
using Engagement.Placements.Slots;

namespace Engagement.Placements.Campaigns;

/// <summary>A slot to be put in or changed.</summary>
/// <param name="Key">1–40 capitals, digits and underscores, a capital first.</param>
/// <param name="Format">What it shows of a creative.</param>
/// <param name="Positions">Placements on one page, 0–10; 0: none for now.</param>
internal sealed record SetPlacementSlotInput(string Key, PlacementFormat Format, int Positions);

/// <summary>What became of it.</summary>
/// <param name="Slot">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record SetPlacementSlotPayload(SlotView? Slot, IEnumerable<IUserError> Errors);

internal sealed class SlotMutations(SetPlacementSlot slots)
{
    /// <summary>Puts in a slot by key, or changes it: campaigns that ask for it have a step of it. Errors: InvalidInput.</summary>
    public async Task<SetPlacementSlotPayload> SetPlacementSlot(SetPlacementSlotInput input, CancellationToken cancel)
    {
        var (slot, errors) = await slots.SetAsync(input, cancel);
        return new(slot is null ? null : SlotView.From(slot), errors);
    }
}
