using Engagement.Data;

namespace Engagement.Placements.Verification;

/// <summary>How long the single events are there.</summary>
internal sealed class KeptEvents(PlacementOptions options, SiteDays days, TimeProvider time)
{
    /// <summary>
    /// The first day of which no single event is deleted yet. An event is deleted <see cref="PlacementOptions.EventsKept"/> after it was
    /// counted, which is after its day began; one more day is for clocks that do not agree.
    /// </summary>
    public DateOnly FirstWholeDay() => days.Of(time.GetUtcNow().UtcDateTime).AddDays(2 - (int)options.EventsKept.TotalDays);
}
