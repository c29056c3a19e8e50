namespace Engagement.Placements.Serving;

/// <summary>How often a creative was chosen for a slot beside an article; counted in memory and added every few seconds.</summary>
internal sealed class DecisionDay
{
    public required DateOnly Day { get; init; }
    public required long ArticleId { get; init; }
    public required long SlotId { get; init; }

    /// <summary>0: nothing fitted.</summary>
    public required long CreativeId { get; init; }

    public int Count { get; set; }
}
