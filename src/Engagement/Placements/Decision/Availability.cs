namespace Engagement.Placements.Decision;

/// <summary>What there is for one campaign on its days, in viewable impressions.</summary>
/// <param name="Eligible">If there were no other.</param>
/// <param name="Left">What those who come before it leave it; of one that wants a share, at most that of each day.</param>
/// <param name="Wanted">What its goal takes; null: it is not a number of events, or it is the publisher's own.</param>
/// <param name="Days">Days of its own on which at least one is left.</param>
internal readonly record struct Availability(double Eligible, double Left, double? Wanted, int Days);
