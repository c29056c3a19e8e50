using Engagement.Counts.Traffic;
using Engagement.Graph;

namespace Engagement.Placements.Reports;

/// <summary>Adds up what comes together in one row of a campaign's report.</summary>
internal sealed class DeliverySums
{
    private readonly SortedDictionary<InvalidTrafficReason, long> _invalid = [];

    public long Decisions { get; set; }
    public long Impressions { get; set; }
    public long Measurable { get; set; }
    public long Viewables { get; set; }
    public long Clicks { get; set; }
    public long Billed { get; set; }
    public long Over { get; set; }
    public long Unfilled { get; set; }

    public void Add(InvalidTrafficReason reason, long count) => _invalid[reason] = _invalid.GetValueOrDefault(reason) + count;

    public void Add(DeliverySums other)
    {
        (Decisions, Impressions, Measurable) = (Decisions + other.Decisions, Impressions + other.Impressions, Measurable + other.Measurable);
        (Viewables, Clicks) = (Viewables + other.Viewables, Clicks + other.Clicks);
        (Billed, Over, Unfilled) = (Billed + other.Billed, Over + other.Over, Unfilled + other.Unfilled);
        foreach (var (reason, count) in other._invalid)
            Add(reason, count);
    }

    public CampaignReportRow Row(string key) => new(
        key, GraphInt.Of(Decisions), GraphInt.Of(Impressions), GraphInt.Of(Viewables), Rate(Measurable, Impressions), GraphInt.Of(Clicks), GraphInt.Of(Billed), GraphInt.Of(Over), GraphInt.Of(Unfilled),
        [.. _invalid.Select(i => new FilteredCount(i.Key, GraphInt.Of(i.Value)))]);

    /// <summary>A part of a whole, 0–1; null of nothing.</summary>
    public static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
