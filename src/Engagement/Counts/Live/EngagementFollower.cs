using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Engagement.Live;

namespace Engagement.Counts;

/// <summary>One who follows the counts of some articles. Of each at most the newest event waits, so that nothing piles up.</summary>
/// <param name="articleIds">Which.</param>
/// <param name="seesAll">Whether it may see articles that are not public.</param>
/// <param name="time">By which a second has passed.</param>
internal sealed class EngagementFollower(IEnumerable<long> articleIds, bool seesAll, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, EngagementChanged> _waiting = [];
    private readonly Dictionary<long, long> _offered = [];
    private readonly Dictionary<long, long> _handedOut = [];

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public IReadOnlySet<long> ArticleIds { get; } = articleIds.ToHashSet();

    /// <summary>Called once, when it leaves.</summary>
    public Action<EngagementFollower>? Leaving { get; set; }

    /// <summary>Lets one wait, in place of an older one of the same article. What it may not see is left out, and what is no newer than what it had.</summary>
    public void Offer(EngagementChanged one)
    {
        if (!one.Article.Row.IsFor(seesAll) || !ArticleIds.Contains(one.Article.Row.Id))
            return;
        lock (_lock)
        {
            if (_offered.TryGetValue(one.Article.Row.Id, out var had) && had >= one.Version)
                return;
            _offered[one.Article.Row.Id] = one.Version;
            _waiting[one.Article.Row.Id] = one;
        }
        _signal.Writer.TryWrite(true);
    }

    /// <summary>What waits, article by article, until it leaves. Between two of one article is a second also where rounds are closer: after a slow one, or to who has just come.</summary>
    public async IAsyncEnumerable<LiveEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(cancel))
            while (Next() is var (next, pause))
                if (next is null)
                    await Task.Delay(pause, time, cancel);
                else
                    yield return next;
    }

    public void Dispose()
    {
        _signal.Writer.TryComplete();
        Leaving?.Invoke(this);
    }

    /// <summary>One whose time has come, or how long it takes until there is one; null if nothing waits.</summary>
    private (EngagementChanged? One, TimeSpan Pause)? Next()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
                return null;
            var (now, least) = (time.GetTimestamp(), EngagementChanges.Interval);
            foreach (var (id, one) in _waiting)
            {
                var pause = _handedOut.TryGetValue(id, out var last) ? EngagementChanges.Interval - time.GetElapsedTime(last, now) : TimeSpan.Zero;
                if (pause > TimeSpan.Zero)
                {
                    least = pause < least ? pause : least;
                    continue;
                }
                _handedOut[id] = now;
                _waiting.Remove(id);
                return (one, TimeSpan.Zero);
            }
            return (null, TimeSpan.FromMilliseconds(Math.Ceiling(least.TotalMilliseconds))); // timers have no smaller parts
        }
    }
}
