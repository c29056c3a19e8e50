using System.Text.RegularExpressions;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Slots;

/// <summary>Puts in a slot by key, or changes it. Errors: <see cref="InvalidInput"/>.</summary>
internal sealed partial class SetPlacementSlot(WriteTransactions transactions, SqlDialect dialect, CampaignChanges changes)
{
    public async Task<(PlacementSlot? Slot, IUserError? Error)> SetAsync(SetPlacementSlotInput input, CancellationToken cancel)
    {
        if (input.Key.Length > PlacementSlot.MaxKeyLength || !Form().IsMatch(input.Key))
            return (null, new InvalidInput(
                $"`key` is 1 to {PlacementSlot.MaxKeyLength} capitals, digits and underscores, a capital first.", ["key"], InputProblem.Malformed, PlacementSlot.MaxKeyLength));
        if (input.Positions is < 0 or > PlacementSlot.MostPositions)
            return (null, new InvalidInput($"`positions` is 0 to {PlacementSlot.MostPositions}.", ["positions"], InputProblem.Malformed, PlacementSlot.MostPositions));
        try
        {
            return (await WriteAsync(input, cancel), null);
        }
        catch (Exception e) when (dialect.IsDuplicate(e)) // somebody else put it in meanwhile
        {
            return (await WriteAsync(input, cancel), null);
        }
    }

    private async Task<PlacementSlot> WriteAsync(SetPlacementSlotInput input, CancellationToken cancel)
    {
        var written = await transactions.RunAsync(async (write, cancelWork) =>
        {
            var slot = await write.Db.Set<PlacementSlot>().SingleOrDefaultAsync(s => s.Key == input.Key, cancelWork)
                ?? write.Db.Add(PlacementSlot.New(write.NewId(), input.Key)).Entity;
            slot.Set(input.Format, input.Positions);
            return slot;
        }, cancel);
        changes.Raise();
        return written;
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]*\\z")]
    private static partial Regex Form();
}
