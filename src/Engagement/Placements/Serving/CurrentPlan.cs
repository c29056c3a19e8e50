using Engagement.Live;
using Engagement.Placements.Decision;

namespace Engagement.Placements.Serving;

/// <summary>
/// The serving rates in force; raised when they are to be planned anew soon: campaigns changed, or a day began. Until there is a
/// forecast, all campaigns of a tier share evenly.
/// </summary>
internal sealed class CurrentPlan : Signal
{
    private volatile IReadOnlyDictionary<long, ServingRate> _plan = new Dictionary<long, ServingRate>();

    /// <summary>By campaign.</summary>
    public IReadOnlyDictionary<long, ServingRate> Current => _plan;

    public void Set(IReadOnlyDictionary<long, ServingRate> plan) => _plan = plan;
}
