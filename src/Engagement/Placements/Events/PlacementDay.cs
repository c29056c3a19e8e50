namespace Engagement.Placements.Events;

/// <summary>What happened to a creative beside an article in a slot, on the day that it was decided.</summary>
internal sealed class PlacementDay
{
    public required DateOnly Day { get; init; }
    public required long CampaignId { get; init; }
    public required long CreativeId { get; init; }
    public required long ArticleId { get; init; }
    public required long SlotId { get; init; }
    public int Impressions { get; set; }

    /// <summary>
    /// Those of the impressions that a script told anything of, which could also have told whether they can be seen (MRC, Viewable Ad
    /// Impression Measurement Guidelines, 2014: measured impressions). The others are known by a click alone, or by the request
    /// of a page that asked as rendered.
    /// </summary>
    public int Measurable { get; set; }

    public int Viewables { get; set; }
    public int Clicks { get; set; }

    /// <summary>Units of the goal.</summary>
    public int Billed { get; set; }

    /// <summary>Units that came when the budget was used up.</summary>
    public int Over { get; set; }
}
