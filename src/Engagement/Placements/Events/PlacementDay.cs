using Engagement.Counts.Traffic;

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
    /// Those of the impressions that a script told of, by an impression or as viewable, before any click: where it could also have told
    /// whether they can be seen (MRC, Viewable Ad Impression Measurement Guidelines, 2014: measured impressions). The others are
    /// known by a click alone.
    /// </summary>
    public int Measurable { get; set; }

    public int Viewables { get; set; }
    public int Clicks { get; set; }

    /// <summary>Units of the goal.</summary>
    public int Billed { get; set; }

    /// <summary>Units that came when the budget was used up.</summary>
    public int Over { get; set; }
}

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

/// <summary>Units of a campaign's goal that are billed of one day: what its daily budget is held to.</summary>
internal sealed class CampaignDay
{
    public required long CampaignId { get; init; }
    public required DateOnly Day { get; init; }
    public int Billed { get; set; }
}

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
