using GraphQL;

namespace Engagement.Live;

/// <summary>The subscriptions of one operation; they end with its scope.</summary>
internal sealed class LiveSubscriptions(ArticleTails tails) : IDisposable
{
    private readonly List<IDisposable> _subscribers = [];
    private bool _isOver;

    /// <summary>Completes when the client can take more; the host sets it where the transport can tell. Default: at once.</summary>
    public Func<CancellationToken, ValueTask> WaitForRoomAsync { get; set; } = static _ => ValueTask.CompletedTask;

    /// <summary>Follows an article; see <see cref="ArticleTails.SubscribeAsync"/>.</summary>
    /// <param name="find">Whose row is to be followed now; null: the name names nothing. Asked twice if that one was merged into another meanwhile.</param>
    /// <exception cref="ExecutionError">NOT_FOUND: the article is unknown, or not for the caller.</exception>
    public async Task<IObservable<LiveEvent>> OpenAsync(
        Func<CancellationToken, Task<long?>> find, FeedKind kind, long? after, bool seesAll, CancellationToken cancel)
    {
        Subscriber? subscriber = null;
        for (long? tried = null; subscriber is null;)
        {
            if (await find(cancel) is not { } id || id == tried)
                throw new ExecutionError("No article has this id.") { Code = "NOT_FOUND" };
            subscriber = await tails.SubscribeAsync(id, kind, after, seesAll, cancel);
            tried = id;
        }
        Keep(subscriber);
        return new PulledStream<LiveEvent>(subscriber.ReadAsync);
    }

    public void Dispose()
    {
        lock (_subscribers)
            _isOver = true;
        foreach (var subscriber in _subscribers)
            subscriber.Dispose();
    }

    /// <summary>Ends a subscription with the operation.</summary>
    public void Keep(IDisposable subscriber)
    {
        lock (_subscribers)
        {
            if (!_isOver)
            {
                _subscribers.Add(subscriber);
                return;
            }
        }
        subscriber.Dispose();
    }
}
