using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Engagement.Live;

namespace Engagement.Counts;

/// <summary>One who follows the counts of some articles. Of each at most the newest event waits, so that nothing piles up.</summary>
/// <param name="articleIds">Which.</param>
/// <param name="seesAll">Whether it may see articles that are not public.</param>
internal sealed class EngagementFollower(IEnumerable<long> articleIds, bool seesAll) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, EngagementChanged> _waiting = [];
    private readonly Dictionary<long, long> _offered = [];

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

    /// <summary>What waits, article by article, until it leaves.</summary>
    public async IAsyncEnumerable<LiveEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(cancel))
            while (Next() is { } next)
                yield return next;
    }

    public void Dispose()
    {
        _signal.Writer.TryComplete();
        Leaving?.Invoke(this);
    }

    private EngagementChanged? Next()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
                return null;
            var (id, one) = _waiting.First();
            _waiting.Remove(id);
            return one;
        }
    }
}
