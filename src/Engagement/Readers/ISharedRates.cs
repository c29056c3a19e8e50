namespace Engagement.Readers;

/// <summary>
/// Buckets that all replicas take from together. Beside them each process counts for itself, so that it has a limit of its
/// own where these cannot be asked. Nothing here throws, and all that one operation asks takes a moment at most.
/// </summary>
internal interface ISharedRates
{
    /// <summary>
    /// Takes one from each bucket in turn, up to one that is empty: what was taken before stays taken. All are asked at once.
    /// </summary>
    /// <returns>Null if all gave one, or if nobody can tell just now.</returns>
    ValueTask<SharedRefusal?> TakeAsync(IReadOnlyList<SharedBucket> buckets);

    /// <summary>The same of one bucket, without taking anything.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    ValueTask<SharedRefusal?> LookAsync(SharedBucket bucket);
}

/// <summary>It holds a minute's worth, refills evenly, and is there as soon as it is asked for.</summary>
/// <param name="Key">Any text; it is not kept longer than two minutes.</param>
/// <param name="PerMinute">At least 1.</param>
internal readonly record struct SharedBucket(string Key, int PerMinute);

/// <summary>A bucket is empty.</summary>
/// <param name="Index">Which one of those that were asked.</param>
/// <param name="Wait">How long until it has one; above zero.</param>
internal readonly record struct SharedRefusal(int Index, TimeSpan Wait);
