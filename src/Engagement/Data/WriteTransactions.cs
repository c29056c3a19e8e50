using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Engagement.Data;

/// <summary>
/// The only way to write: one transaction at READ COMMITTED, at most <see cref="WriteOptions.Timeout"/> long, tried again
/// when the engine says that this can help. On an engine with one writer all of them pass one gate, first come first served.
/// </summary>
internal sealed partial class WriteTransactions(
    IDbContextFactory<EngagementDbContext> contexts,
    SqlDialect dialect,
    WriteOptions options,
    TimeProvider time,
    ILogger<WriteTransactions> log)
{
    private readonly SemaphoreSlim? _gate = dialect.SingleWriter ? new SemaphoreSlim(1, 1) : null;

    /// <summary>Runs <paramref name="work"/> in a transaction and commits what it tracked. Nothing is written if it throws.</summary>
    /// <exception cref="TimeoutException">The transaction did not end in time.</exception>
    public async Task<T> RunAsync<T>(Func<WriteTransaction, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(work, cancel);
            }
            catch (Exception e) when (attempt < options.Attempts && dialect.IsTransient(e) && !cancel.IsCancellationRequested)
            {
                LogRetry(e.GetType().Name, attempt);
            }
        }
    }

    private async Task<T> RunOnceAsync<T>(Func<WriteTransaction, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var timer = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            if (_gate is not null)
                await _gate.WaitAsync(either.Token);
            try
            {
                return await WriteAsync(work, either.Token);
            }
            finally
            {
                _gate?.Release();
            }
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The transaction did not end within {options.Timeout.TotalSeconds} s.", e);
        }
    }

    private async Task<T> WriteAsync<T>(Func<WriteTransaction, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var write = new WriteTransaction(db, dialect, UtcMilliseconds.Cut(time.GetUtcNow().UtcDateTime));
        var result = await work(write, cancel);
        if (!db.ChangeTracker.HasChanges() && !write.WroteSql)
            return result;
        var marker = new CommitMarker { Id = Ids.New(write.Now), CreatedAt = write.Now };
        db.Add(marker);
        await db.SaveChangesAsync(cancel);
        await CommitAsync(transaction, marker.Id);
        return result;
    }

    private async Task CommitAsync(IDbContextTransaction transaction, long marker)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (dialect.IsTransient(e))
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            if (!await db.Set<CommitMarker>().AnyAsync(m => m.Id == marker))
                throw;
            LogSettled(marker);
        }
    }

    [LoggerMessage(100, LogLevel.Warning, "A transaction failed with {Fault} at attempt {Attempt}; trying again")]
    private partial void LogRetry(string fault, int attempt);

    [LoggerMessage(101, LogLevel.Warning, "The connection was lost at commit; marker {Marker} shows that the transaction held")]
    private partial void LogSettled(long marker);
}
