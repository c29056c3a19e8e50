namespace Engagement.Live;

/// <summary>
/// Tells other replicas of a change sooner than their poll would, and hears it from them. It may lose, repeat or invent
/// what is told: whoever hears it asks the database. So the bus makes it fast, and the database makes it right.
/// </summary>
internal interface IReplicaBus
{
    /// <summary>Why the others cannot be told or heard just now, in English for operators, without names and addresses; null if they can.</summary>
    string? Fault { get; }

    /// <summary>Tells the others that an article has this version now. Never waits and never throws.</summary>
    void Tell(ArticleNotice notice);

    /// <summary>What others told, this process's own words perhaps among it; until it is cancelled, also over losses of the connection.</summary>
    IAsyncEnumerable<ArticleNotice> ListenAsync(CancellationToken cancel);
}

/// <summary>An article has a new version, somebody says.</summary>
/// <param name="ArticleId">Any number.</param>
/// <param name="Version">Any number.</param>
internal readonly record struct ArticleNotice(long ArticleId, long Version);
