using Engagement.Counts.Traffic;

namespace Engagement.Placements.Events;

/// <summary>What came of a creative beside an article in a slot and was no reader's doing.</summary>
internal sealed class InvalidPlacementDay
{
    public required DateOnly Day { get; init; }
    public required long CampaignId { get; init; }
    public required long CreativeId { get; init; }
    public required long ArticleId { get; init; }
    public required long SlotId { get; init; }
    public required EventKind Kind { get; init; }
    public required InvalidTrafficReason Reason { get; init; }
    public int Count { get; set; }
}
