using System.Text.RegularExpressions;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Slots;
using Engagement.Readers;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>Puts in a slot by key, or changes it for all campaigns that ask for it. Errors: <see cref="InvalidInput"/>.</summary>
internal sealed partial class SetPlacementSlot(Viewer viewer, WriteTransactions transactions, SqlDialect dialect, CampaignChanges changes)
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
        var actorId = await viewer.EnsureReaderAsync(cancel);
        var written = await transactions.RunAsync(async (write, cancelWork) =>
        {
            if (await write.Db.Set<PlacementSlot>().SingleOrDefaultAsync(s => s.Key == input.Key, cancelWork) is { } present)
            {
                var changed = Changes(present, input);
                if (changed.Count > 0)
                    await new OutsideStep(CampaignAction.ChangeSlot, actorId, changed).AddAsync(write, await UsersAsync(write.Db, input.Key, cancelWork), cancelWork);
                present.Set(input.Format, input.Positions);
                return present;
            }
            var slot = write.Db.Add(PlacementSlot.New(write.NewId(), input.Key)).Entity;
            slot.Set(input.Format, input.Positions);
            return slot;
        }, cancel);
        changes.Raise();
        return written;
    }

    private static IReadOnlyList<TermChange> Changes(PlacementSlot slot, SetPlacementSlotInput input)
    {
        List<TermChange> changes = [];
        if (slot.Format != input.Format)
            changes.Add(new($"slots.{slot.Key}.format", $"{slot.Format}".ToConstantCase(), $"{input.Format}".ToConstantCase()));
        if (slot.Positions != input.Positions)
            changes.Add(new($"slots.{slot.Key}.positions", $"{slot.Positions}", $"{input.Positions}"));
        return changes;
    }

    /// <summary>Campaigns that decisions look at and that ask for a slot.</summary>
    private static async Task<IReadOnlyList<long>> UsersAsync(EngagementDbContext db, string slot, CancellationToken cancel)
    {
        var looked = await db.Set<Campaign>().AsNoTracking().Where(c => Campaign.Considered.Contains(c.State)).ToListAsync(cancel);
        return [.. looked.Where(c => c.Rules.Slots.Contains(slot)).Select(c => c.Id)];
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]*\\z")]
    private static partial Regex Form();
}
