using System.Collections.Concurrent;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Readers;

/// <summary>
/// Which reader a caller is. Rows are made and refreshed here, in transactions of their own before the write that needs
/// them; what is known is kept, so that a known caller costs no statement.
/// </summary>
internal sealed class ReaderDirectory(
    PreparedReads reads,
    WriteTransactions transactions,
    SqlDialect dialect,
    ReaderOptions options,
    TimeProvider time)
{
    private const int MostKept = 100_000;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The reader's id, or null if the caller never wrote.</summary>
    public async ValueTask<long?> FindAsync(Caller caller, CancellationToken cancel)
    {
        if (_known.TryGetValue(caller.Subject, out var known))
            return known.Id;
        var found = await reads.ReadByAsync<Reader>("Readers", "Subject", [caller.Subject], cancel);
        return found is [var reader] ? Keep(reader).Id : null;
    }

    /// <summary>
    /// The reader's id; makes the row on the first write, and takes the token if its <c>iat</c> is newer than that of the
    /// last one taken and that was longer ago than <see cref="ReaderOptions.RefreshInterval"/>.
    /// </summary>
    public async ValueTask<long> EnsureAsync(Caller caller, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await FindAsync(caller, cancel) is { } id && !IsDue(_known.GetValueOrDefault(caller.Subject), caller, now))
            return id;
        try
        {
            return await WriteAsync(caller, cancel);
        }
        catch (Exception e) when (dialect.IsDuplicate(e))
        {
            return await WriteAsync(caller, cancel);
        }
    }

    /// <summary>Whoever it was is looked up again: the row that is kept is gone.</summary>
    public void Forget(Caller caller) => _known.TryRemove(caller.Subject, out _);

    /// <summary>Takes the token into the row, and leaves a stamp for the comments if others see a difference.</summary>
    private async Task<long> WriteAsync(Caller caller, CancellationToken cancel)
    {
        var written = await transactions.RunAsync(async (write, cancelWrite) =>
        {
            var readers = write.Db.Set<Reader>();
            var id = await readers.Where(r => r.Subject == caller.Subject).Select(r => r.Id).FirstOrDefaultAsync(cancelWrite);
            if (id == 0 || await write.LockForChangeAsync(id, cancelWrite) is not { } reader)
                return readers.Add(Reader.From(caller, write.Now)).Entity;
            if (IsDue(new Known(id, reader.TokenIssuedAt, reader.RefreshedAt), caller, write.Now) && reader.Refresh(caller, write.Now))
                await LeaveStampAsync(write.Db, id, cancelWrite);
            return reader;
        }, cancel);
        return Keep(written).Id;
    }

    /// <summary>A stamp that is under way starts again from the first article.</summary>
    private static async Task LeaveStampAsync(EngagementDbContext db, long readerId, CancellationToken cancel)
    {
        var stamp = await db.FindAsync<ReaderStamp>([readerId], cancel);
        if (stamp is null)
            db.Add(new ReaderStamp { ReaderId = readerId });
        else
            (stamp.NextArticleId, stamp.NextSeq) = (0, 0);
    }

    private bool IsDue(Known known, Caller caller, DateTime now) =>
        caller.IssuedAt > known.TokenIssuedAt && now - known.RefreshedAt >= options.RefreshInterval;

    private Known Keep(Reader reader)
    {
        if (_known.Count >= MostKept)
            _known.Clear();
        return _known[reader.Subject] = new Known(reader.Id, reader.TokenIssuedAt, reader.RefreshedAt);
    }

    private readonly record struct Known(long Id, DateTime TokenIssuedAt, DateTime RefreshedAt);
}
