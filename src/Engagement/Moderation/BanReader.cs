using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>What became of a ban.</summary>
/// <param name="Reader">The reader as the transaction left them; null if refused.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record BanOutcome(Reader? Reader, IUserError? Error);

/// <summary>
/// Ends a reader's right to write, from the commit on, until a time in the future or until lifted; or gives it back. A ban
/// replaces the one in force; one with the same end and reason, whatever its note, writes nothing. Nobody bans or frees
/// oneself, admins included. Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="NotAllowed"/>.
/// </summary>
internal sealed class BanReader(Viewer viewer, WriteTransactions transactions)
{
    private const string Field = "readerId";

    public async Task<BanOutcome> BanAsync(BanReaderInput input, CancellationToken cancel)
    {
        if (ModerationTexts.RefuseNote(input.Note) is { } badNote)
            return new(null, badNote);
        return await RunAsync(input.ReaderId, async (write, reader, actorId, cancelWrite) =>
        {
            if (input.Until <= write.Now)
                return new InvalidInput("`until` has passed.", ["until"], InputProblem.Malformed);
            if (reader.IsBanned(write.Now) && (reader.BannedUntil, reader.BanReason) == (input.Until, input.Reason))
                return null;
            reader.Ban(input.Until, input.Reason, write.Now);
            await WriteDownAsync(write, AuditAction.Ban, reader, actorId, input.Reason, input.Note, cancelWrite);
            return null;
        }, cancel);
    }

    public async Task<BanOutcome> UnbanAsync(UnbanReaderInput input, CancellationToken cancel)
    {
        if (ModerationTexts.RefuseNote(input.Note) is { } badNote)
            return new(null, badNote);
        return await RunAsync(input.ReaderId, async (write, reader, actorId, cancelWrite) =>
        {
            if (!reader.IsBanned(write.Now))
                return null;
            reader.Unban();
            await WriteDownAsync(write, AuditAction.Unban, reader, actorId, null, input.Note, cancelWrite);
            return null;
        }, cancel);
    }

    private async Task<BanOutcome> RunAsync(string readerId, Func<WriteTransaction, Reader, long, CancellationToken, Task<IUserError?>> change, CancellationToken cancel)
    {
        if (ReaderView.ParseId(readerId) is not { } key)
            return NoReader;
        var actorId = await viewer.EnsureReaderAsync(cancel);
        if (key == actorId)
            return new(null, new NotAllowed("Nobody bans or frees oneself.", [Field]));
        return await transactions.RunAsync(async (write, cancelWrite) =>
        {
            if (await write.LockForChangeAsync(key, cancelWrite) is not { } reader)
                return NoReader;
            var error = StaffRule.Refuse(viewer, actorId, reader, Field) ?? await change(write, reader, actorId, cancelWrite);
            return error is null ? new(reader, null) : new BanOutcome(null, error);
        }, cancel);
    }

    private static BanOutcome NoReader { get; } = new(null, new NotFound("No reader has this id.", [Field]));

    private static async Task WriteDownAsync(
        WriteTransaction write, AuditAction action, Reader reader, long actorId, ReasonCode? reason, string? note, CancellationToken cancel) =>
        write.Db.Add(new AuditEntry
        {
            Id = await AuditIds.NextAsync(write, e => e.ReaderId == reader.Id, cancel),
            Action = action,
            ActorId = actorId,
            ReaderId = reader.Id,
            Reason = reason,
            Note = ModerationTexts.Stored(note),
            CreatedAt = write.Now,
        });
}
