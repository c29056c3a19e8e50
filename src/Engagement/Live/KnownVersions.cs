using System.Collections.Concurrent;

namespace Engagement.Live;

/// <summary>
/// The versions of articles that this process knows of. A commit here raises them at once, the poll raises them for what
/// other replicas committed; they never fall.
/// </summary>
internal sealed class KnownVersions
{
    private readonly ConcurrentDictionary<long, Known> _known = new();

    private long _asked;

    /// <summary>When the database last told what other replicas committed, as a timestamp of the clock; 0 before the first time.</summary>
    public long AskedAt
    {
        get => Volatile.Read(ref _asked);
        set => Volatile.Write(ref _asked, value);
    }

    /// <summary>Told of each article whose version rose.</summary>
    public event Action<long, Known>? Raised;

    /// <summary>Told of each article whose version rose by a commit of this process.</summary>
    public event Action<long, Known>? Committed;

    /// <summary>The newest versions known of an article, or null.</summary>
    public Known? Of(long articleId) => _known.TryGetValue(articleId, out var known) ? known : null;

    /// <summary>Takes versions that this process committed, if they are newer.</summary>
    public void Commit(long articleId, long version, long contentVersion)
    {
        if (Raise(articleId, version, contentVersion))
            Committed?.Invoke(articleId, new Known(version, contentVersion));
    }

    /// <summary>Takes the versions if they are newer; whether they were.</summary>
    public bool Raise(long articleId, long version, long contentVersion)
    {
        var next = new Known(version, contentVersion);
        var raised = false;
        _known.AddOrUpdate(
            articleId,
            _ => { raised = true; return next; },
            (_, old) => (raised = version > old.Version) ? next : old);
        if (raised)
            Raised?.Invoke(articleId, next);
        return raised;
    }

    /// <summary>An article's version, and that of its last change of content.</summary>
    internal readonly record struct Known(long Version, long ContentVersion);
}
