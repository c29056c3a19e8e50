using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>
/// Deletes what is kept for a while only: commit markers and idempotency keys. In chunks of a transaction each, oldest
/// first, so that no writer waits long; any number of replicas may do it at once.
/// </summary>
internal sealed class ExpiredRows(
    IDbContextFactory<EngagementDbContext> contexts,
    WriteTransactions transactions,
    RetentionOptions options,
    TimeProvider time)
{
    /// <summary>Deletes all that is older than <see cref="RetentionOptions"/> says. Returns the number of rows.</summary>
    public async Task<int> DeleteAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await DeleteAsync<IdempotencyKey>("IdempotencyKeys", now - options.IdempotencyKeys, k => k.CreatedAt, cancel)
            + await DeleteAsync<CommitMarker>("CommitMarkers", now - options.CommitMarkers, m => m.CreatedAt, cancel);
    }

    private async Task<int> DeleteAsync<T>(string table, DateTime before, Expression<Func<T, DateTime>> age, CancellationToken cancel)
        where T : class
    {
        before = UtcMilliseconds.Cut(before);
        var deleted = 0;
        // A transaction leaves a marker of its own: it is begun only if there is something to delete.
        while (await OldestAsync(age, cancel) < before)
            deleted += await transactions.RunAsync(
                (write, cancelWrite) => write.ExecuteAsync(d => Statement(d, table), [before, options.ChunkSize], cancelWrite),
                cancel);
        return deleted;
    }

    private async Task<DateTime?> OldestAsync<T>(Expression<Func<T, DateTime>> age, CancellationToken cancel)
        where T : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<T>().Select(age).OrderBy(a => a).Select(a => (DateTime?)a).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Up to the age of the last row of a chunk: rows of the same millisecond go together.</summary>
    private static string Statement(SqlDialect dialect, string table) =>
        $"""
        DELETE FROM "{table}" WHERE "CreatedAt" <= (SELECT MAX(c."CreatedAt") FROM
        (SELECT "CreatedAt" FROM "{table}" WHERE "CreatedAt" < {"{0}"} ORDER BY "CreatedAt" {dialect.Take("{1}")}) AS c)
        """;
}
