namespace Engagement.Counts.Traffic;

/// <summary>What was not counted for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How often.</param>
internal sealed record FilteredCount(InvalidTrafficReason Reason, int Count);
