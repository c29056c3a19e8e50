using Engagement.Placements.Decision;

namespace Engagement.Placements.Serving;

/// <summary>The serving rates in force. Until there is a forecast, all campaigns of a tier share evenly.</summary>
internal sealed class ServingPlans
{
    private volatile IReadOnlyDictionary<long, ServingRate> _plan = new Dictionary<long, ServingRate>();

    /// <summary>By campaign.</summary>
    public IReadOnlyDictionary<long, ServingRate> Current => _plan;
}
