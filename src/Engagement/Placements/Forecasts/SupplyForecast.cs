using Engagement.Data;
using Engagement.Placements.Decision;

namespace Engagement.Placements.Forecasts;

/// <summary>
/// Expects of the days to come what the last 28 had: of each hour of the week the mean. Articles come and go, but what they are
/// about stays much the same; pages are looked at by <see cref="PageGroups"/>.
/// </summary>
internal sealed class SupplyForecast(SiteDays days)
{
    /// <summary>Days that are looked at one by one; later ones come together by the week, but for where the days of the wanted campaign begin and end.</summary>
    private const int SingleDays = 35;

    /// <param name="history">What was.</param>
    /// <param name="index">Whose campaigns tell pages apart.</param>
    /// <param name="now">UTC: of today, what is left of it.</param>
    /// <param name="until">The last day.</param>
    /// <param name="wanted">See <see cref="PageGroups.Of"/>.</param>
    public IReadOnlyList<SupplyCell> Expect(TrafficHistory history, PlacementIndex index, DateTime now, DateOnly until, int? wanted)
    {
        var groups = PageGroups.Of(history.Pages, index, wanted)
            .Select((group, i) => (Page: group[0].Page with { ArticleId = i + 1 }, BySlot: history.Sum(group)))
            .ToList();
        var ofPage = index.Slots.Where(s => s.Positions > 0).ToDictionary(s => s.Id, s => s.Positions);
        var today = days.Of(now);
        var hour = now.Date.AddHours(now.Hour); // traffic is counted by hours of UTC, which may begin in the middle of one of the site
        var begun = days.Of(hour) == today ? (days.WeekHourOf(hour) % 24, (now - hour).TotalHours) : (0, 0);
        var edges = wanted is { } place ? (int[])[index.Campaigns[place].StartsOn.DayNumber - today.DayNumber, index.Campaigns[place].EndsOn.DayNumber - today.DayNumber + 1] : [];
        return
        [
            .. from offset in Offsets(until.DayNumber - today.DayNumber, edges)
               let day = today.AddDays(offset.First)
               from page in groups
               from slot in page.BySlot
               where ofPage.ContainsKey(slot.Key)
               let positions = Enumerable.Range(0, offset.Days).Sum(d => PositionsOf(history, slot.Value, day.AddDays(d), d == 0 && day == today ? begun : (0, 0)))
               select new SupplyCell(
                   page.Page, slot.Key, day, positions * history.ViewableRates.GetValueOrDefault(slot.Key, TrafficReader.UnknownRate), positions / ofPage[slot.Key], offset.Days),
        ];
    }

    /// <param name="last">The last day, from 0: today.</param>
    /// <param name="edges">Days that begin a week of their own.</param>
    private static IEnumerable<(int First, int Days)> Offsets(int last, int[] edges)
    {
        for (var (day, days) = (0, 1); day <= last; day += days)
        {
            days = day < SingleDays ? 1 : edges.Where(e => e > day).Select(e => e - day).Append(last - day + 1).Append(7).Min();
            yield return (day, days);
        }
    }

    private static double PositionsOf(TrafficHistory history, double[] byHour, DateOnly day, (int Hour, double Passed) from)
    {
        var first = ((int)day.DayOfWeek + 6) % 7 * 24;
        var positions = 0.0;
        for (var hour = from.Hour; hour < 24; hour++)
            positions += history.Expected(byHour, first + hour) * (hour == from.Hour ? 1 - from.Passed : 1);
        return positions;
    }
}
