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
    public async Task<(PlacementSlot? Slot, IReadOnlyList<IUserError> Errors)> SetAsync(SetPlacementSlotInput input, CancellationToken cancel)
    {
        List<IUserError> errors = [];
        if (input.Key.Length > PlacementSlot.MaxKeyLength || !Form().IsMatch(input.Key))
            errors.Add(new InvalidInput(
                $"`key` is 1 to {PlacementSlot.MaxKeyLength} capitals, digits and underscores, a capital first.", ["key"], InputProblem.Malformed, PlacementSlot.MaxKeyLength));
        if (input.Positions is < 0 or > PlacementSlot.MostPositions)
            errors.Add(new InvalidInput($"`positions` is 0 to {PlacementSlot.MostPositions}, not {input.Positions}.", ["positions"], InputProblem.OutOfRange, PlacementSlot.MostPositions));
        if (errors.Count > 0)
            return (null, errors);
        try
        {
            return (await WriteAsync(input, cancel), []);
        }
        catch (Exception e) when (dialect.IsDuplicate(e)) // somebody else put it in meanwhile
        {
            return (await WriteAsync(input, cancel), []);
        }
    }

    private async Task<PlacementSlot> WriteAsync(SetPlacementSlotInput input, CancellationToken cancel)
    {
        var actorId = await viewer.EnsureReaderAsync(cancel);
        var written = await transactions.RunAsync(async (write, cancelWork) =>
        {
            var ids = await write.Db.Set<PlacementSlot>().Where(s => s.Key == input.Key).Select(s => s.Id).ToListAsync(cancelWork);
            await write.LockAsync(PlacementSlot.Table, ids, shared: false, cancelWork);
            var present = await write.Db.Set<PlacementSlot>().SingleOrDefaultAsync(s => s.Key == input.Key, cancelWork);
            if (present is not null && Changes(present, input) is { Count: > 0 } changed)
                await new SharedChange(CampaignAction.ChangeSlot, actorId, changed).RecordAsync(write, await AskingAsync(write.Db, input.Key, cancelWork), cancelWork);
            var slot = present ?? write.Db.Add(PlacementSlot.New(write.NewId(), input.Key)).Entity;
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

    /// <summary>Campaigns that ask for a slot; a keyword may be called like one.</summary>
    private static async Task<IReadOnlyList<long>> AskingAsync(EngagementDbContext db, string slot, CancellationToken cancel)
    {
        var found = await db.Set<Campaign>().AsNoTracking().Where(c => c.State != CampaignState.Finished && c.RulesJson.Contains($"\"{slot}\"")).ToListAsync(cancel);
        return [.. found.Where(c => c.Rules.Slots.Contains(slot)).Select(c => c.Id)];
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]*\\z")]
    private static partial Regex Form();
}
