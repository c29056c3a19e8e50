namespace Engagement.Data;

/// <summary>
/// One transaction while it runs. Locks come first, in the order articles, readers, or advertisers, slots, campaigns, each
/// ascending; facts are read after them, in statements of their own, so that they are not older than the lock.
/// </summary>
internal sealed class WriteTransaction(EngagementDbContext db, SqlDialect dialect, DateTime now)
{
    /// <summary>Tracks nothing until something is read or added through it.</summary>
    public EngagementDbContext Db => db;

    public SqlDialect Dialect => dialect;

    /// <summary>UTC, one for all that this transaction writes.</summary>
    public DateTime Now => now;

    /// <summary>A new id, larger than any before it in this process: neither this transaction nor one beside it has it already.</summary>
    public long NewId() => Ids.New(now);

    /// <summary>Whether a statement outside the change tracker wrote something that has to be committed.</summary>
    public bool WroteSql { get; private set; }

    /// <summary>Waits for and keeps the rows with these ids until the transaction ends; unknown ids lock nothing.</summary>
    /// <param name="table">The table, unquoted; its key is "Id".</param>
    /// <param name="ids">In any order.</param>
    /// <param name="shared">True: others may lock them the same way, but not change them.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task LockAsync(string table, IEnumerable<long> ids, bool shared, CancellationToken cancel)
    {
        long[] ascending = [.. ids.Distinct().Order()];
        string[] parameters = [.. ascending.Select((_, i) => $"{{{i}}}")];
        if (ascending.Length > 0)
            await db.ExecuteAsync(dialect, d => d.LockRows($"\"{table}\"", parameters, shared), [.. ascending], cancel);
    }

    /// <summary>Runs a statement that writes outside the change tracker.</summary>
    public async Task<int> ExecuteAsync(Func<SqlDialect, string> text, object[] parameters, CancellationToken cancel)
    {
        WroteSql = true;
        return await db.ExecuteAsync(dialect, text, parameters, cancel);
    }
}
