namespace Engagement.Placements.Decision;

/// <summary>What a forecast expects of a slot on pages that are alike to all campaigns, on one day or a few that follow one another.</summary>
/// <param name="Page">Stands for a group of pages; its <see cref="PageContext.ArticleId"/> tells groups apart.</param>
/// <param name="SlotId">The slot, whose every position is counted.</param>
/// <param name="Day">Of the site; the first of them.</param>
/// <param name="Viewables">Viewable impressions: of today those that are still to come.</param>
/// <param name="Pages">How many of them ask for the slot, in proportion to those that ask for the other slots of the day.</param>
/// <param name="Days">How many days; the cells of one day have the same.</param>
internal readonly record struct SupplyCell(PageContext Page, long SlotId, DateOnly Day, double Viewables, double Pages = 1, int Days = 1)
{
    /// <summary>How many of its days are within a range.</summary>
    public int DaysWithin(DateOnly first, DateOnly last) => PlannedCell.DaysWithin(Day.DayNumber, Days, first.DayNumber, last.DayNumber);
}
