namespace Engagement.Live;

/// <summary>Tells a worker of this process that there is something to do, so that it does not wait for its next round. Told twice before it looks, it looks once.</summary>
internal class Signal : IDisposable
{
    private readonly SemaphoreSlim _told = new(0, 1);

    /// <summary>Tells it. Safe for use by many at once.</summary>
    public void Raise()
    {
        try
        {
            _told.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is told already.
        }
    }

    /// <summary>Waits until it is told, or for the time to pass.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _told.WaitAsync(atMost, cancel);

    public void Dispose() => _told.Dispose();
}
