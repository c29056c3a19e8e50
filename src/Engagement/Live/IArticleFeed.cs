namespace Engagement.Live;

/// <summary>What a subscriber follows.</summary>
internal enum FeedKind
{
    /// <summary>What became visible, by the version at which it did.</summary>
    Additions,

    /// <summary>All that readers see change, as states, by the version of the last change.</summary>
    Changes,
}

/// <summary>Reads what changed under an article. The feature that owns the content implements it.</summary>
internal interface IArticleFeed
{
    /// <summary>The article as it is now; null if there is none.</summary>
    Task<IFeedSnapshot?> OpenAsync(long articleId, CancellationToken cancel);
}

/// <summary>
/// An article as it was read, and its events up to that version. They are read after it: their content may be newer than
/// the version, never older, and what is stamped with a later version is left for the next snapshot.
/// </summary>
internal interface IFeedSnapshot
{
    /// <summary>The article's version.</summary>
    long Version { get; }

    /// <summary>Whether everybody may see the article.</summary>
    bool IsPublic { get; }

    /// <summary>Whether nobody may follow it any more, because another article took its place.</summary>
    bool IsOver => false;

    /// <summary>Whether the events above <paramref name="after"/> are all that a newcomer lacks who has that version; if not, it has to read again.</summary>
    bool GoesOnFrom(long after) => true;

    /// <summary>The newest events above <paramref name="after"/> and up to <see cref="Version"/>, at most so many, in ascending order.</summary>
    Task<IReadOnlyList<LiveEvent>> ReadAsync(FeedKind kind, long after, int most, CancellationToken cancel);

    /// <summary>The last event of those who may no longer see the article; null if this kind has none.</summary>
    LiveEvent? Farewell(FeedKind kind);
}
