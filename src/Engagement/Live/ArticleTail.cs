using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Engagement.Live;

/// <summary>
/// Reads the feed of one article for all its subscribers, those that catch up included: each reading serves them from the
/// lowest version at which one of them stands. Readings do not overlap; what wakes it meanwhile makes one more. It ends
/// with its last subscriber.
/// </summary>
internal sealed partial class ArticleTail(long articleId, IArticleFeed feed, LiveOptions options, TimeProvider time, ILogger log, CancellationToken stop)
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private readonly List<Subscriber> _subscribers = [];
    private long _version = -1;
    private bool _ended;

    public long ArticleId => articleId;

    /// <summary>Completes when the tail has ended. Never faulted.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public int Subscribers
    {
        get
        {
            lock (_lock)
                return _subscribers.Count;
        }
    }

    /// <summary>Takes a subscriber in; the first one starts the tail. False if it has ended: another one has to be made.</summary>
    /// <param name="subscriber">Is served by the next reading.</param>
    /// <param name="ended">Called when the tail ends.</param>
    public bool TryAdd(Subscriber subscriber, Action<ArticleTail> ended)
    {
        lock (_lock)
        {
            if (_ended)
                return false;
            subscriber.Leaving = Remove;
            _subscribers.Add(subscriber);
            if (Running.IsCompleted)
                Running = Task.Run(() => RunAsync(ended), CancellationToken.None);
        }
        _wakes.Writer.TryWrite(true);
        return true;
    }

    /// <summary>The article has this version now, or a later one.</summary>
    public void Wake(long version)
    {
        if (version > Volatile.Read(ref _version))
            _wakes.Writer.TryWrite(true);
    }

    private void Remove(Subscriber subscriber)
    {
        lock (_lock)
            _subscribers.Remove(subscriber);
        _wakes.Writer.TryWrite(true);
    }

    private async Task RunAsync(Action<ArticleTail> ended)
    {
        try
        {
            while (!TryEnd())
            {
                await _wakes.Reader.ReadAsync(stop);
                await ReadOrRetryAsync();
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            foreach (var subscriber in TakeAll())
                subscriber.End();
        }
        finally
        {
            ended(this);
        }
    }

    private async Task ReadOrRetryAsync()
    {
        var served = Present();
        if (served.Length == 0)
            return;
        try
        {
            await ServeAsync(served);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogFailed(e, articleId);
            foreach (var subscriber in served)
                subscriber.Fail(e);
            await Task.Delay(options.RetryInterval, time, stop);
            _wakes.Writer.TryWrite(true);
        }
    }

    private async Task ServeAsync(Subscriber[] subscribers)
    {
        var snapshot = await feed.OpenAsync(articleId, stop);
        foreach (var refused in subscribers.Where(s => snapshot is null || !s.Sees(snapshot)))
            refused.Refuse(snapshot?.Farewell(refused.Kind));
        if (snapshot is null)
            return;
        foreach (var kind in subscribers.Where(s => !s.IsOver).GroupBy(s => s.Kind))
            await ServeAsync(snapshot, kind.Key, [.. kind]);
        Volatile.Write(ref _version, snapshot.Version);
    }

    private async Task ServeAsync(IFeedSnapshot snapshot, FeedKind kind, Subscriber[] subscribers)
    {
        var version = snapshot.Version;
        var floor = subscribers.Min(s => s.Position <= version ? s.Position.Value : version);
        var events = floor == version ? [] : await snapshot.ReadAsync(kind, floor, options.CatchUpEvents + 1, stop);
        if (events.Count > options.CatchUpEvents)
            (floor, events) = (events[0].Version, [.. events.Skip(1)]);
        foreach (var subscriber in subscribers)
            subscriber.Serve(snapshot, events, floor);
    }

    private Subscriber[] Present()
    {
        lock (_lock)
        {
            _subscribers.RemoveAll(s => s.IsOver);
            return [.. _subscribers];
        }
    }

    private bool TryEnd()
    {
        lock (_lock)
        {
            _subscribers.RemoveAll(s => s.IsOver);
            return _ended = _subscribers.Count == 0;
        }
    }

    private Subscriber[] TakeAll()
    {
        lock (_lock)
        {
            _ended = true;
            Subscriber[] all = [.. _subscribers];
            _subscribers.Clear();
            return all;
        }
    }

    [LoggerMessage(120, LogLevel.Error, "The feed of article {ArticleId} could not be read; trying again")]
    private partial void LogFailed(Exception fault, long articleId);
}
