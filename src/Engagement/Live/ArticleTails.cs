using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Engagement.Live;

/// <summary>The tails of the articles that are followed on this process. A tail comes with its first subscriber and goes with its last.</summary>
internal sealed class ArticleTails : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, ArticleTail> _tails = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IArticleFeed _feed;
    private readonly KnownVersions _known;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public ArticleTails(IArticleFeed feed, KnownVersions known, LiveOptions options, LiveMetrics metrics, TimeProvider time, ILogger<ArticleTails> log)
    {
        (_feed, _known, _options, _time, _log) = (feed, known, options, time, log);
        metrics.Watch(() => _tails.Count, () => _tails.Values.Sum(t => t.Subscribers));
        known.Raised += Wake;
    }

    /// <summary>The articles that are followed now.</summary>
    public int Count => _tails.Count;

    /// <summary>Follows an article from <paramref name="after"/> on; null if it is unknown or not for this subscriber. Dispose it to leave.</summary>
    /// <param name="articleId">Any number.</param>
    /// <param name="kind">What is followed.</param>
    /// <param name="after">The version that the subscriber has; null: from the current one on.</param>
    /// <param name="seesAll">Whether the subscriber may see an article that is not public.</param>
    /// <param name="cancel">Ends the wait for the first reading.</param>
    public async Task<Subscriber?> SubscribeAsync(long articleId, FeedKind kind, long? after, bool seesAll, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        var subscriber = new Subscriber(kind, after, seesAll, _options.WaitingEvents);
        while (_tails.GetOrAdd(articleId, Make) is var tail && !tail.TryAdd(subscriber, Forget))
            Forget(tail);
        try
        {
            if (await subscriber.Joined.WaitAsync(cancel))
                return subscriber;
        }
        catch
        {
            subscriber.Dispose();
            throw;
        }
        subscriber.Dispose();
        return null;
    }

    /// <summary>Ends all subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        _known.Raised -= Wake;
        await _stop.CancelAsync();
        await Task.WhenAll(_tails.Values.Select(t => t.Running));
        _stop.Dispose();
    }

    private ArticleTail Make(long articleId) => new(articleId, _feed, _options, _time, _log, _stop.Token);

    private void Forget(ArticleTail tail) => _tails.TryRemove(KeyValuePair.Create(tail.ArticleId, tail));

    private void Wake(long articleId, KnownVersions.Known known)
    {
        if (_tails.TryGetValue(articleId, out var tail))
            tail.Wake(known.Version);
    }
}
