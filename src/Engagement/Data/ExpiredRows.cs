using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>
/// Deletes what is kept for a while only, see <see cref="ExpiringRows"/>. In chunks of a transaction each, oldest first, so that
/// no writer waits long; any number of replicas may do it at once.
/// </summary>
internal sealed class ExpiredRows(
    IDbContextFactory<EngagementDbContext> contexts,
    WriteTransactions transactions,
    RetentionOptions options,
    IEnumerable<ExpiringRows> kinds,
    TimeProvider time)
{
    /// <summary>Deletes all that is older than it is kept. Returns the number of rows.</summary>
    public async Task<int> DeleteAsync(CancellationToken cancel)
    {
        var (now, deleted) = (time.GetUtcNow().UtcDateTime, 0);
        foreach (var rows in kinds)
            deleted += await DeleteAsync(rows, UtcMilliseconds.Cut(now - rows.Kept), cancel);
        return deleted;
    }

    private async Task<int> DeleteAsync(ExpiringRows rows, DateTime before, CancellationToken cancel)
    {
        var deleted = 0;
        // A transaction leaves a marker of its own: it is begun only if there is something to delete.
        while (await OldestAsync(rows, cancel) < before)
            deleted += await transactions.RunAsync(
                (write, cancelWrite) => write.ExecuteAsync(d => Statement(d, rows), [before, options.ChunkSize], cancelWrite),
                cancel);
        return deleted;
    }

    private async Task<DateTime?> OldestAsync(ExpiringRows rows, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await rows.OldestAsync(db, cancel);
    }

    /// <summary>Up to the age of the last row of a chunk: rows of the same millisecond go together.</summary>
    private static string Statement(SqlDialect dialect, ExpiringRows rows) =>
        $"""
        DELETE FROM "{rows.Table}" WHERE "{rows.Column}" <= (SELECT MAX(c."{rows.Column}") FROM
        (SELECT "{rows.Column}" FROM "{rows.Table}" WHERE "{rows.Column}" < {"{0}"} ORDER BY "{rows.Column}" {dialect.Take("{1}")}) AS c)
        """;
}
