namespace Engagement.Data;

/// <summary>
/// Of one attempt of a transaction: either it begins to commit, or its caller is told that nothing was written; whichever
/// comes first. Safe for use by both at once.
/// </summary>
internal sealed class CommitRight
{
    private const long Unused = 0, Taken = -1;

    private long _marker = Unused;

    /// <summary>Called before the commit.</summary>
    /// <param name="marker">The id of its <see cref="CommitMarker"/>.</param>
    /// <exception cref="OperationCanceledException">The caller was told already: it must not commit.</exception>
    public void Use(long marker)
    {
        if (Interlocked.CompareExchange(ref _marker, marker, Unused) != Unused)
            throw new OperationCanceledException("The transaction came to its commit too late.");
    }

    /// <summary>Null if from now on it cannot commit; else the marker of the commit that has begun.</summary>
    public long? TryTakeAway() => Interlocked.CompareExchange(ref _marker, Taken, Unused) is Unused or Taken ? null : Interlocked.Read(ref _marker);
}
