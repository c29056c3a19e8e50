using Engagement.Counts.Traffic;
using Engagement.Placements.Tokens;

namespace Engagement.Placements.Events;

/// <summary>Something that is to be counted of a placement.</summary>
/// <param name="Token">Signed by this service, not too old, no preview's.</param>
/// <param name="Kind">What.</param>
/// <param name="Invalid">Why it is no reader's doing; null if nothing speaks against it.</param>
/// <param name="IsMeasured">Whether a script of the page says so, which can also tell whether it could be seen.</param>
internal sealed record EventDraft(PlacementToken Token, EventKind Kind, InvalidTrafficReason? Invalid, bool IsMeasured);
