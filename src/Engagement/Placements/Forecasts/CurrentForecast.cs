using Engagement.Placements.Decision;

namespace Engagement.Placements.Forecasts;

/// <summary>The forecast of this process: the history is read again when it is older than ten minutes, or an hour once there is a week of it.</summary>
internal sealed class CurrentForecast(TrafficReader reader, SupplyForecast forecast, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AgeAtFirst = TimeSpan.FromMinutes(10), Age = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Known? _known;

    /// <summary>What is expected up to a day.</summary>
    /// <param name="index">Whose campaigns tell pages apart.</param>
    /// <param name="until">The last day.</param>
    /// <param name="wanted">See <see cref="PageGroups.Of"/>.</param>
    /// <param name="cancel">Ends the read.</param>
    public async Task<IReadOnlyList<SupplyCell>> ExpectAsync(PlacementIndex index, DateOnly until, int? wanted, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return forecast.Expect(await HistoryAsync(now, cancel), index, now, until, wanted);
    }

    /// <summary>Reads the history again at the next use, what is being read now too.</summary>
    public async Task ForgetAsync(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        _known = null;
        _reading.Release();
    }

    public void Dispose() => _reading.Dispose();

    private async Task<TrafficHistory> HistoryAsync(DateTime now, CancellationToken cancel)
    {
        if (_known is { } known && known.IsCurrent(now))
            return known.History;
        await _reading.WaitAsync(cancel);
        try
        {
            if (_known is not { } other || !other.IsCurrent(now))
                _known = other = new(now, await reader.ReadAsync(cancel));
            return other.History;
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Known(DateTime ReadAt, TrafficHistory History)
    {
        public bool IsCurrent(DateTime now) => now - ReadAt < (History.IsWhole ? Age : AgeAtFirst);
    }
}
