using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engagement.Data;

/// <summary>
/// Group commit: what queued up while the previous transaction committed is the next one. There is no timer, so a lone
/// item does not wait. One queue holds one kind of item.
/// </summary>
/// <typeparam name="TItem">What is to be written.</typeparam>
/// <typeparam name="TResult">What became of one item; a refusal is a result, not an exception.</typeparam>
internal sealed partial class CommitQueue<TItem, TResult> : IAsyncDisposable
{
    /// <summary>Writes a batch in one transaction; the results are in the order of the items.</summary>
    public delegate Task<IReadOnlyList<TResult>> WriteBatch(IReadOnlyList<TItem> items, CancellationToken cancel);

    private readonly Channel<Entry> _entries;
    private readonly WriteBatch _write;
    private readonly SqlDialect _dialect;
    private readonly QueueMetrics _metrics;
    private readonly ILogger _log;
    private readonly int _batchSize;
    private readonly Task _running;
    private volatile bool _writing;

    public CommitQueue(string kind, WriteBatch write, WriteOptions options, SqlDialect dialect, ILogger<CommitQueue<TItem, TResult>> log)
    {
        (_write, _dialect, _log, _batchSize) = (write, dialect, log, options.BatchSize);
        _entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _metrics = new QueueMetrics(kind, () => Depth);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Items that wait for a transaction, without those of the one under way.</summary>
    public int Depth => _entries.Reader.Count;

    /// <summary>Whether a transaction is under way.</summary>
    public bool IsWriting => _writing;

    /// <summary>Waits until the item is committed or refused.</summary>
    /// <exception cref="OverloadedException">The queue is full or stopping; nothing of the item was or will be written.</exception>
    public Task<TResult> WriteAsync(TItem item)
    {
        var entry = new Entry(item);
        return _entries.Writer.TryWrite(entry) ? entry.Done.Task : throw new OverloadedException(TimeSpan.FromSeconds(1));
    }

    /// <summary>Takes no more items, writes those that wait, and returns when all are done.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _running;
        _metrics.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<Entry>();
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (batch.Count < _batchSize && _entries.Reader.TryRead(out var entry))
                batch.Add(entry);
            _writing = true;
            await CommitAsync(batch);
            _writing = false;
            batch.Clear();
        }
    }

    /// <summary>A batch that the database refuses is split, so that one bad item does not take the others along.</summary>
    private async Task CommitAsync(List<Entry> batch)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            var results = await _write([.. batch.Select(e => e.Item)], CancellationToken.None);
            if (results.Count != batch.Count)
                throw new InvalidOperationException($"A batch of {batch.Count} items has {results.Count} results.");
            _metrics.Committed(batch.Count, TimeProvider.System.GetElapsedTime(started));
            for (var i = 0; i < batch.Count; i++)
                batch[i].Done.SetResult(results[i]);
        }
        catch (Exception e) when (batch.Count > 1 && IsRefused(e))
        {
            LogSplit(batch.Count, e.GetType().Name);
            await CommitAsync(batch[..(batch.Count / 2)]);
            await CommitAsync(batch[(batch.Count / 2)..]);
        }
        catch (Exception e)
        {
            foreach (var entry in batch)
                entry.Done.SetException(e);
        }
    }

    /// <summary>Whether the database refuses what a batch writes: nothing of it is there, and trying it again as it is would not help.</summary>
    private bool IsRefused(Exception fault) => fault is DbException or DbUpdateException && !_dialect.IsTransient(fault);

    [LoggerMessage(110, LogLevel.Warning, "A batch of {Items} failed with {Fault}; trying its halves")]
    private partial void LogSplit(int items, string fault);

    private sealed record Entry(TItem Item)
    {
        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
