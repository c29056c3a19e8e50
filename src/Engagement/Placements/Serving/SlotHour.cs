namespace Engagement.Placements.Serving;

/// <summary>How many positions of a slot beside an article were asked for in an hour: what is forecast from. Kept for a while.</summary>
internal sealed class SlotHour
{
    public required DateTime Hour { get; init; }
    public required long ArticleId { get; init; }
    public required long SlotId { get; init; }

    /// <summary>Of the site's week, 0–167, from Monday's midnight.</summary>
    public required int WeekHour { get; init; }

    public int Positions { get; set; }
}
