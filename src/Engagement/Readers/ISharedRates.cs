namespace Engagement.Readers;

/// <summary>
/// Buckets that all replicas take from together. Beside them each process counts for itself, so that it has a limit of its
/// own where these cannot be asked.
/// </summary>
internal interface ISharedRates
{
    /// <summary>
    /// Takes one from a bucket that holds a minute's worth and refills evenly; it is there as soon as it is asked for.
    /// Never throws, and waits a moment at most.
    /// </summary>
    /// <param name="key">Any text; it is not kept longer than two minutes.</param>
    /// <param name="perMinute">At least 1.</param>
    /// <returns>Zero if it was taken; how long until there is one; null if nobody can tell just now.</returns>
    ValueTask<TimeSpan?> TakeAsync(string key, int perMinute);

    /// <summary>The same without taking anything.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    ValueTask<TimeSpan?> LookAsync(string key, int perMinute);
}
