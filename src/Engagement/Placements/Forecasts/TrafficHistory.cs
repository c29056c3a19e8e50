using Engagement.Placements.Decision;

namespace Engagement.Placements.Forecasts;

/// <summary>What pages asked for in the last 28 days.</summary>
/// <param name="Pages">Of published articles.</param>
/// <param name="Weeks">How much of the time there is anything of, 0–4.</param>
/// <param name="ViewableRates">By slot: viewable impressions ÷ positions that were filled.</param>
internal sealed record TrafficHistory(IReadOnlyList<PageTraffic> Pages, double Weeks, IReadOnlyDictionary<long, double> ViewableRates)
{
    public const int Days = 28;
    public const int HoursOfWeek = 168;

    /// <summary>
    /// Positions expected in an hour of the week: the mean of that hour's. Of less than a week nobody knows its hours yet: then all
    /// are expected to be like the mean.
    /// </summary>
    /// <param name="byHour">Of a page and slot, all weeks together.</param>
    /// <param name="weekHour">0–167, from Monday's midnight.</param>
    public double Expected(IReadOnlyList<int> byHour, int weekHour) =>
        Weeks >= 1 ? byHour[weekHour] / Weeks : byHour.Sum() / Math.Max(1, Weeks * HoursOfWeek);
}

/// <summary>What one page asked for.</summary>
/// <param name="Page">As it is now.</param>
/// <param name="BySlot">Slot → positions by the hour of the site's week, 168.</param>
internal sealed record PageTraffic(PageContext Page, IReadOnlyDictionary<long, int[]> BySlot);
