using Engagement.Placements.Decision;

namespace Engagement.Placements.Forecasts;

/// <summary>What pages asked for in the last 28 days.</summary>
/// <param name="Pages">Of published articles.</param>
/// <param name="Rest">By slot: positions by the hour of the site's week, 168, of all articles that have not their own; they share it by their sums.</param>
/// <param name="Times">By the hour of the week: how often it was since there is anything of, 0–4; of the hour that it is, the part that has passed.</param>
/// <param name="ViewableRates">By slot: viewable impressions ÷ positions that were filled.</param>
internal sealed record TrafficHistory(
    IReadOnlyList<PageTraffic> Pages, IReadOnlyDictionary<long, long[]> Rest, IReadOnlyList<double> Times, IReadOnlyDictionary<long, double> ViewableRates)
{
    public const int Days = 28;
    public const int HoursOfWeek = 168;

    private readonly double _hours = Times.Sum();

    /// <summary>Whether there is a week of it.</summary>
    public bool IsWhole => _hours >= HoursOfWeek;

    /// <summary>
    /// Positions expected in an hour of the week: the mean of that hour's. Of less than a week nobody knows its hours yet: then all
    /// are expected to be like the mean.
    /// </summary>
    /// <param name="byHour">Of a page and slot, all weeks together.</param>
    /// <param name="weekHour">0–167, from Monday's midnight.</param>
    public double Expected(IReadOnlyList<double> byHour, int weekHour) =>
        IsWhole && Times[weekHour] > 0 ? byHour[weekHour] / Times[weekHour] : byHour.Sum() / Math.Max(1, _hours);

    /// <summary>Slot → positions by the hour of the week, of pages together.</summary>
    public IReadOnlyDictionary<long, double[]> Sum(IEnumerable<PageTraffic> pages)
    {
        var sums = new Dictionary<long, double[]>();
        foreach (var page in pages)
        {
            foreach (var (slot, hours) in page.BySlot)
                Add(slot, hours, 1);
            foreach (var (slot, positions) in page.OfRest)
                if (Rest.TryGetValue(slot, out var rest))
                    Add(slot, rest, positions / _ofRest.Value[slot]);
        }
        return sums;

        void Add(long slot, long[] hours, double part)
        {
            if (!sums.TryGetValue(slot, out var sum))
                sums.Add(slot, sum = new double[HoursOfWeek]);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += hours[i] * part;
        }
    }

    private readonly Lazy<Dictionary<long, double>> _ofRest = new(() => Pages.SelectMany(p => p.OfRest).GroupBy(r => r.Key).ToDictionary(r => r.Key, r => r.Sum(s => s.Value)));
}

/// <summary>What one page asked for.</summary>
/// <param name="Page">As it is now.</param>
/// <param name="BySlot">Slot → positions by the hour of the site's week, 168; of the pages with the most.</param>
/// <param name="OfRest">Slot → positions; of the others.</param>
internal sealed record PageTraffic(PageContext Page, IReadOnlyDictionary<long, long[]> BySlot, IReadOnlyDictionary<long, double> OfRest)
{
    /// <summary>Of all slots and hours.</summary>
    public double Positions { get; } = BySlot.Values.Sum(hours => hours.Sum()) + OfRest.Values.Sum();
}
