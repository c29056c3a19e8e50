using Engagement.Articles;
using Engagement.Data;
using Engagement.Live;
using Microsoft.Extensions.Logging;

namespace Engagement.Counts;

/// <summary>
/// Tells followers of counts what changed: once a second it reads all articles that are followed and whose version rose, in one
/// statement, so that its cost follows neither the audience nor the pace of changes.
/// </summary>
internal sealed partial class EngagementChanges : RepeatedWork
{
    /// <summary>No article is told of more often.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Articles read in one statement.</summary>
    private const int Chunk = 500;

    private readonly PreparedReads _reads;
    private readonly KnownVersions _known;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, HashSet<EngagementFollower>> _followers = [];
    private readonly HashSet<long> _changed = [];

    public EngagementChanges(PreparedReads reads, KnownVersions known, TimeProvider time, ILogger<EngagementChanges> log) : base(Interval, time)
    {
        (_reads, _known, _log) = (reads, known, log);
        known.Raised += Note;
    }

    /// <summary>From now on it is told of its articles' changes, and first of how they are.</summary>
    public async Task AddAsync(EngagementFollower follower, CancellationToken cancel)
    {
        follower.Leaving = Remove;
        lock (_lock)
            foreach (var id in follower.ArticleIds)
            {
                if (!_followers.TryGetValue(id, out var all))
                    _followers.Add(id, all = []);
                all.Add(follower);
            }
        foreach (var one in await ReadAsync([.. follower.ArticleIds], cancel)) // after joining: nothing falls between
            follower.Offer(one);
    }

    public override void Dispose()
    {
        _known.Raised -= Note;
        base.Dispose();
    }

    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        long[] changed;
        lock (_lock)
        {
            changed = [.. _changed];
            _changed.Clear();
        }
        try
        {
            foreach (var one in await ReadAsync(changed, cancel))
                foreach (var follower in FollowersOf(one.Article.Row.Id))
                    follower.Offer(one);
        }
        catch
        {
            lock (_lock)
                _changed.UnionWith(changed); // told in the next round
            throw;
        }
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    private async Task<IReadOnlyList<EngagementChanged>> ReadAsync(long[] ids, CancellationToken cancel)
    {
        var changes = new List<EngagementChanged>();
        foreach (var chunk in ids.Chunk(Chunk))
            changes.AddRange((await _reads.ReadByAsync<Article>("Articles", "Id", [.. chunk], cancel)).Select(row => new EngagementChanged(ArticleView.From(row))));
        return changes;
    }

    private void Note(long articleId, KnownVersions.Known version)
    {
        lock (_lock)
            if (_followers.ContainsKey(articleId))
                _changed.Add(articleId);
    }

    private EngagementFollower[] FollowersOf(long articleId)
    {
        lock (_lock)
            return _followers.TryGetValue(articleId, out var all) ? [.. all] : [];
    }

    private void Remove(EngagementFollower follower)
    {
        lock (_lock)
            foreach (var id in follower.ArticleIds)
                if (_followers.TryGetValue(id, out var all) && all.Remove(follower) && all.Count == 0)
                    _followers.Remove(id);
    }

    [LoggerMessage(124, LogLevel.Error, "The counts that changed could not be read")]
    private partial void LogFailed(Exception fault);
}
