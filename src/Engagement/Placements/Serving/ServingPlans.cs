using Engagement.Placements.Decision;

namespace Engagement.Placements.Serving;

/// <summary>The serving rates in force. Until there is a forecast, all campaigns of a tier share evenly.</summary>
internal sealed class ServingPlans : IDisposable
{
    private readonly SemaphoreSlim _outdated = new(0, 1);
    private volatile IReadOnlyDictionary<long, ServingRate> _plan = new Dictionary<long, ServingRate>();

    /// <summary>By campaign.</summary>
    public IReadOnlyDictionary<long, ServingRate> Current => _plan;

    public void Set(IReadOnlyDictionary<long, ServingRate> plan) => _plan = plan;

    /// <summary>Has it planned anew soon: campaigns changed, or a day began.</summary>
    public void Outdate()
    {
        try
        {
            _outdated.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is known already.
        }
    }

    /// <summary>Waits until it is outdated, or for the time to pass.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _outdated.WaitAsync(atMost, cancel);

    public void Dispose() => _outdated.Dispose();
}
