using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Engagement.Data;

/// <summary>
/// The only way to write: one transaction at READ COMMITTED, at most <see cref="WriteOptions.Timeout"/> long, tried again
/// when the engine says that this can help: at once, then after pauses that double up to a second, so that a failover is
/// outlasted. On an engine with one writer all of them pass one gate, first come first served. A database that has gone
/// silent holds nobody up: a driver that does not come back when it is told to is left alone, and may not commit any more.
/// </summary>
internal sealed partial class WriteTransactions(
    IDbContextFactory<EngagementDbContext> contexts,
    SqlDialect dialect,
    WriteOptions options,
    TimeProvider time,
    ILogger<WriteTransactions> log)
{
    private static readonly TimeSpan SettlingPause = TimeSpan.FromSeconds(1), FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>After the limit, for a driver to give up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>No attempt begins later after the first one, however many are left: each may be silent for long.</summary>
    private static readonly TimeSpan LongestTrying = TimeSpan.FromSeconds(10);

    /// <summary>For a commit that had begun when the transaction's time was over, and for settling it.</summary>
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim? _gate = dialect.SingleWriter ? new SemaphoreSlim(1, 1) : null;

    /// <summary>
    /// Whether this process lets another one write between two of its transactions, by a pause as long as the one before:
    /// for commands beside a server. Only where there is one writer at a time; its lock knows no queue, and whoever takes it
    /// again at once keeps the others out.
    /// </summary>
    public bool GivesWay { get; set; }

    /// <summary>Runs <paramref name="work"/> in a transaction and commits what it tracked. Nothing is written if it throws.</summary>
    /// <exception cref="TimeoutException">The transaction did not end in time.</exception>
    /// <exception cref="UnsettledException">The connection was lost or silent at commit, and nothing tells whether it held.</exception>
    public async Task<T> RunAsync<T>(Func<WriteTransaction, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(work, cancel);
            }
            catch (Exception e) when (
                attempt < options.Attempts && time.GetElapsedTime(started) < LongestTrying && dialect.IsTransient(e) && !cancel.IsCancellationRequested)
            {
                LogRetry(e.GetType().Name, attempt);
            }
            if (attempt > 1) // a deadlock's victim need not wait
                await Task.Delay(PauseAfter(attempt), time, cancel);
        }
    }

    private static TimeSpan PauseAfter(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10) - 1);
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<T> RunOnceAsync<T>(Func<WriteTransaction, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        var right = new CommitRight();
        var running = RunWithinAsync(work, right, cancel);
        try
        {
            return await running.WaitAsync(options.Timeout + Grace, time, CancellationToken.None);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            LogSilent(options.Timeout.TotalSeconds);
        }
        if (right.TryTakeAway() is not { } marker)
            throw new TimeoutException($"The transaction did not end within {options.Timeout.TotalSeconds} s.");
        try
        {
            return await running.WaitAsync(LongestSettling, time, CancellationToken.None);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            throw new UnsettledException(marker);
        }
    }

    private async Task<T> RunWithinAsync<T>(Func<WriteTransaction, CancellationToken, Task<T>> work, CommitRight right, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var timer = time.CreateTimer(static either => CancelApart((CancellationTokenSource)either!), either, options.Timeout, Timeout.InfiniteTimeSpan); // it is what was given
        try
        {
            if (_gate is not null)
                await _gate.WaitAsync(either.Token);
            var started = time.GetTimestamp();
            try
            {
                return await WriteAsync(work, right, either.Token);
            }
            finally
            {
                if (_gate is not null && GivesWay)
                    await Task.Delay(time.GetElapsedTime(started), time, CancellationToken.None);
                _gate?.Release();
            }
        }
        catch (OperationCanceledException e) when (either.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The transaction did not end within {options.Timeout.TotalSeconds} s.", e);
        }
    }

    /// <summary>On a thread of its own: the driver may keep it until it has told the database, which is long where that is silent.</summary>
    private static void CancelApart(CancellationTokenSource source) => _ = Task.Factory.StartNew(
        () =>
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The transaction has ended meanwhile.
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<T> WriteAsync<T>(Func<WriteTransaction, CancellationToken, Task<T>> work, CommitRight right, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var write = new WriteTransaction(db, dialect, UtcMilliseconds.Cut(time.GetUtcNow().UtcDateTime));
        var result = await work(write, cancel);
        if (!db.ChangeTracker.HasChanges() && !write.WroteSql)
            return result;
        var marker = new CommitMarker { Id = write.NewId(), CreatedAt = write.Now };
        db.Add(marker);
        await db.SaveChangesAsync(cancel);
        right.Use(marker.Id);
        await CommitAsync(transaction, marker);
        return result;
    }

    private async Task CommitAsync(IDbContextTransaction transaction, CommitMarker marker)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (dialect.IsTransient(e))
        {
            await transaction.DisposeAsync(); // ends it, if only its answer was lost on the way here
            if (!await HeldAsync(marker))
                throw;
            LogSettled(marker.Id);
        }
    }

    /// <summary>
    /// Whether a commit held whose answer was lost. Writing its marker once more tells: that waits for a commit that is
    /// still under way in the database, and where there is none it keeps the lost one from being made afterwards. Ours is a
    /// millisecond younger: if the answer to it is lost in turn, the row that is found tells whose it is.
    /// </summary>
    /// <exception cref="UnsettledException">The database does not answer; trying the transaction again might write it twice.</exception>
    private async Task<bool> HeldAsync(CommitMarker marker)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return !await TryBarAsync(marker);
            }
            catch (Exception e) when (dialect.IsTransient(e))
            {
                if (attempt == options.Attempts)
                    throw new UnsettledException(marker.Id);
                await Task.Delay(SettlingPause, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Takes the place of the marker; false if the transaction has it.</summary>
    private async Task<bool> TryBarAsync(CommitMarker marker)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var bar = new CommitMarker { Id = marker.Id, CreatedAt = marker.CreatedAt.AddMilliseconds(1) };
        db.Add(bar);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }
        catch (Exception e) when (dialect.IsDuplicate(e))
        {
            var found = await db.Set<CommitMarker>().AsNoTracking().Where(m => m.Id == marker.Id).Select(m => m.CreatedAt).SingleAsync(CancellationToken.None);
            return found == bar.CreatedAt;
        }
    }

    [LoggerMessage(100, LogLevel.Warning, "A transaction failed with {Fault} at attempt {Attempt}; trying again")]
    private partial void LogRetry(string fault, int attempt);

    [LoggerMessage(101, LogLevel.Warning, "The connection was lost at commit; marker {Marker} shows that the transaction held")]
    private partial void LogSettled(long marker);

    [LoggerMessage(102, LogLevel.Warning, "The database did not end a transaction that took {Limit} s; its connection is left alone until the driver gives it up")]
    private partial void LogSilent(double limit);
}
