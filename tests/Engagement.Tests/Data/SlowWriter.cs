using System.Threading.Channels;
using Engagement.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engagement.Tests.Data;

/// <summary>A queue of numbers whose batches wait to be let through; each number's result is its double.</summary>
internal sealed class SlowWriter : IAsyncDisposable
{
    private readonly Channel<int[]> _begun = Channel.CreateUnbounded<int[]>();
    private readonly SemaphoreSlim _gate = new(0);

    public SlowWriter(WriteOptions options, Func<IReadOnlyList<int>, IReadOnlyList<int>>? write = null)
    {
        write ??= items => [.. items.Select(i => 2 * i)];
        Queue = new CommitQueue<int, int>("test", async (items, cancel) =>
        {
            await _begun.Writer.WriteAsync([.. items], cancel);
            await _gate.WaitAsync(cancel);
            return write(items);
        }, options, new FaultyDialect(), NullLogger<CommitQueue<int, int>>.Instance);
    }

    public CommitQueue<int, int> Queue { get; }

    /// <summary>The next batch that is begun.</summary>
    public ValueTask<int[]> BegunAsync() => _begun.Reader.ReadAsync(Xunit.TestContext.Current.CancellationToken);

    /// <summary>Lets batches through.</summary>
    public void Release(int batches = 1) => _gate.Release(batches);

    public async ValueTask DisposeAsync()
    {
        _gate.Release(1_000);
        await Queue.DisposeAsync();
    }
}
