using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;

namespace Engagement.Placements.Serving;

/// <summary>All that decisions are made of at one moment; immutable.</summary>
/// <param name="Rates">The campaigns, how often each is served, whose budget is used up.</param>
/// <param name="Day">Of the site: what is billed of today is of this day.</param>
/// <param name="Delivered">By campaign.</param>
/// <param name="Creatives">By id: what is shown.</param>
internal sealed record ServingState(
    ServingRates Rates, DateOnly Day, IReadOnlyDictionary<long, Delivered> Delivered, IReadOnlyDictionary<long, ShownCreative> Creatives);

/// <summary>A creative and on whose behalf it is shown.</summary>
internal sealed record ShownCreative(Creative Creative, string Sponsor);

/// <summary>
/// What this process serves from. It is replaced as a whole: by the worker that looks for changes, and before the first decision.
/// </summary>
internal sealed class CurrentServing(ServingReader reader) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile ServingState? _state;

    /// <summary>What is served now.</summary>
    public ValueTask<ServingState> GetAsync(CancellationToken cancel) => _state is { } state ? new(state) : new(RefreshAsync(cancel));

    /// <summary>A creative that is served or was a moment ago, without a look at the database; null: it may be there all the same.</summary>
    public Creative? Find(long creativeId) => _state?.Creatives.GetValueOrDefault(creativeId)?.Creative;

    /// <summary>Looks for changes and takes them in.</summary>
    public async Task<ServingState> RefreshAsync(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            return _state = await reader.ReadAsync(_state, cancel);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
