using System.Threading.Channels;
using GraphQL;

namespace Engagement.Live;

/// <summary>One who follows an article: where it stands, and the events that wait for it, bounded.</summary>
internal sealed class Subscriber : IDisposable
{
    /// <summary>The code of the error that ends a subscription whose events are not taken in time.</summary>
    public const string SlowCode = "SLOW_CONSUMER";

    private readonly Channel<LiveEvent> _events;
    private readonly TaskCompletionSource<bool> _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _seesAll;
    private long? _position;

    /// <param name="kind">What it follows.</param>
    /// <param name="after">The version that it has; null: it has the current one.</param>
    /// <param name="seesAll">Whether it may see an article that is not public.</param>
    /// <param name="capacity">The most events that wait.</param>
    public Subscriber(FeedKind kind, long? after, bool seesAll, int capacity)
    {
        (Kind, _position, _seesAll) = (kind, after, seesAll);
        _events = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(capacity) { SingleReader = true });
    }

    public FeedKind Kind { get; }

    /// <summary>The version up to which it was served; null before the first time.</summary>
    public long? Position => _position;

    /// <summary>True once it is served; false if the article is unknown or not for it. Faulted if the feed could not be read.</summary>
    public Task<bool> Joined => _joined.Task;

    /// <summary>Whether nothing more is offered to it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Called once, when it leaves.</summary>
    public Action<Subscriber>? Leaving { get; set; }

    /// <summary>The events in ascending versions, until the subscription ends.</summary>
    /// <exception cref="ExecutionError">SLOW_CONSUMER: it has to subscribe again from the last version that it took.</exception>
    public IAsyncEnumerable<LiveEvent> ReadAsync(CancellationToken cancel) => _events.Reader.ReadAllAsync(cancel);

    public bool Sees(IFeedSnapshot snapshot) => !snapshot.IsOver && (_seesAll || snapshot.IsPublic);

    /// <summary>Offers what is new to it, and moves it on to the version of <paramref name="snapshot"/>.</summary>
    /// <param name="snapshot">The article.</param>
    /// <param name="events">All above <paramref name="floor"/>, ascending.</param>
    /// <param name="floor">A subscriber that stands below it is too far behind.</param>
    public void Serve(IFeedSnapshot snapshot, IReadOnlyList<LiveEvent> events, long floor)
    {
        var version = snapshot.Version;
        var isNew = _joined.TrySetResult(true); // first: one whose events do not fit has joined, and is told so
        if (_position > version || _position < floor || (isNew && _position is { } after && !snapshot.GoesOnFrom(after)))
            Offer(new Resync(version));
        else if (_position is { } position)
            foreach (var one in events.Where(e => e.Version > position))
                Offer(one);
        _position = version;
    }

    /// <summary>The article is gone, or no longer for it.</summary>
    public void Refuse(LiveEvent? farewell)
    {
        if (!_joined.TrySetResult(false) && farewell is not null)
            Offer(farewell);
        End();
    }

    /// <summary>Tells one that waits to join that the feed cannot be read; whoever has joined goes on.</summary>
    public void Fail(Exception fault)
    {
        if (_joined.TrySetException(fault))
            End();
    }

    /// <summary>Nothing more is offered; what waits is still taken.</summary>
    public void End(Exception? fault = null)
    {
        IsOver = true;
        _joined.TrySetResult(false);
        _events.Writer.TryComplete(fault);
    }

    public void Dispose()
    {
        End();
        Leaving?.Invoke(this);
    }

    private void Offer(LiveEvent one)
    {
        if (!IsOver && !_events.Writer.TryWrite(one))
            End(new ExecutionError("Events were not taken fast enough; subscribe again after the last version that arrived.") { Code = SlowCode });
    }
}
