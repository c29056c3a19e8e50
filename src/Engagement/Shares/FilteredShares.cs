using Engagement.Counts.Traffic;

namespace Engagement.Shares;

/// <summary>What looked like a share or a visit and was none, by article, channel, day and reason.</summary>
internal sealed class FilteredShares
{
    public required long ArticleId { get; init; }
    public required ShareChannel Channel { get; init; }

    /// <summary>Of the site.</summary>
    public required DateOnly Day { get; init; }

    public required InvalidTrafficReason Reason { get; init; }
    public int Count { get; set; }
}
