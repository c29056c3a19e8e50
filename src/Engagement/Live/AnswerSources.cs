namespace Engagement.Live;

/// <summary>
/// What the answer to one operation is made from, for whoever keeps answers: loaders tell it of each article that they read,
/// and of whatever makes the answer one for its caller alone.
/// </summary>
internal sealed class AnswerSources(KnownVersions known, TimeProvider time)
{
    /// <summary>How old tallies may be: those of a kept answer are newer than that, or as new as the article.</summary>
    private static readonly TimeSpan TallyAge = TimeSpan.FromSeconds(1);

    /// <summary>A process that has not heard of other replicas for so long does not know what still holds.</summary>
    private static readonly TimeSpan LongestUnasked = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _versions = [];
    private readonly List<Func<bool>> _conditions = [];
    private long _started;
    private DateTime _until = DateTime.MaxValue;
    private bool _isOwn;

    /// <summary>Told before anything is read.</summary>
    /// <param name="seconds">The answer holds no longer; null: as long as what it is made from.</param>
    public void Start(int? seconds)
    {
        _started = time.GetTimestamp();
        if (seconds is { } limit)
            Until(time.GetUtcNow().UtcDateTime.AddSeconds(limit));
    }

    /// <summary>An article was read at this version, before anything that is under it.</summary>
    public void Read(long articleId, long version)
    {
        lock (_lock)
            _versions[articleId] = Math.Min(version, _versions.GetValueOrDefault(articleId, version));
    }

    /// <summary>The answer changes at this time (UTC) without a change of version.</summary>
    public void Until(DateTime time)
    {
        lock (_lock)
            _until = time < _until ? time : _until;
    }

    /// <summary>The answer holds only as long as this does; asked from any thread.</summary>
    public void While(Func<bool> holds)
    {
        lock (_lock)
            _conditions.Add(holds);
    }

    /// <summary>The answer is this caller's: it shows what the public may not see, or it found nothing, which no version would tell of.</summary>
    public void Own() => _isOwn = true;

    /// <summary>Whether the answer still holds, as a question to be asked later; null if it is for this caller alone or was made from nothing.</summary>
    public Func<bool>? Seal()
    {
        lock (_lock)
        {
            if (_isOwn || (_versions.Count == 0 && _until == DateTime.MaxValue))
                return null;
            var (versions, until, started, conditions) = (_versions.ToArray(), _until, _started, _conditions.ToArray());
            return () => Array.TrueForAll(conditions, holds => holds()) && IsCurrent(versions, until, started);
        }
    }

    private bool IsCurrent(KeyValuePair<long, long>[] versions, DateTime until, long started)
    {
        if (until != DateTime.MaxValue && time.GetUtcNow().UtcDateTime >= until)
            return false;
        if (known.AskedAt is not 0 and var asked && time.GetElapsedTime(asked) > LongestUnasked)
            return false;
        foreach (var (id, version) in versions)
            if (known.Of(id) is { } now && version < now.Version && (version < now.ContentVersion || time.GetElapsedTime(started) >= TallyAge))
                return false;
        return true;
    }
}
