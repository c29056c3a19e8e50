using Engagement.Live;

namespace Engagement.Tests.Live;

/// <summary>A feed of articles whose every version is an event of both kinds.</summary>
internal sealed class ScriptedFeed : IArticleFeed
{
    private int _opened;

    public long Version { get; set; } = 1;

    /// <summary>Thrown by the next reading, once.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Every reading waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Readings begun.</summary>
    public int Opened => Volatile.Read(ref _opened);

    public async Task<IFeedSnapshot?> OpenAsync(long articleId, CancellationToken cancel)
    {
        Interlocked.Increment(ref _opened);
        await Gate.WaitAsync(cancel);
        if (Fault is { } fault)
        {
            Fault = null;
            throw fault;
        }
        return new Snapshot(Version);
    }

    private sealed class Snapshot(long version) : IFeedSnapshot
    {
        public long Version => version;
        public bool IsPublic => true;
        public LiveEvent? Farewell(FeedKind kind) => null;

        public Task<IReadOnlyList<LiveEvent>> ReadAsync(FeedKind kind, long after, int most, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<LiveEvent>>([.. Enumerable.Range((int)after + 1, (int)(version - after)).TakeLast(most).Select(v => new Happened(v))]);
    }
}

internal sealed record Happened(long Version) : LiveEvent(Version);
