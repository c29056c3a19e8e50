using Engagement.Data;
using Engagement.Graph.Limits;
using Engagement.Placements.Campaigns;
using GraphQL;

namespace Engagement.Placements.Reports;

internal sealed class ReportQueries(CampaignPages campaigns, CampaignReport report, SlotReport slots)
{
    /// <summary>The most rows of one answer; a report as CSV has all.</summary>
    private const int Most = 400;

    /// <summary>
    /// What became of a campaign of the caller's advertisers on these days of the site; an event belongs to the day of its decision.
    /// The rows with the most impressions first, days in order of time; none where nothing happened. Empty if the campaign is unknown or not for the caller. At most 400 rows: the CSV has all.
    /// Errors: TOO_MANY for more than 366 days, INVALID_PAGE if the last is before the first.
    /// </summary>
    /// <param name="campaignId">From a campaign's `id`.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; it is in the report.</param>
    /// <param name="by">What the rows are about.</param>
    [ListSize(Most)]
    public async Task<IEnumerable<CampaignReportRow>> CampaignReport(
        [Id] string campaignId, DateOnly from, DateOnly to, CampaignReportBy by = CampaignReportBy.Day, CancellationToken cancel = default)
    {
        var days = Checked(from, to);
        return await campaigns.FindAsync(campaignId, cancel) is { } campaign ? (await report.ReadAsync(campaign, days, by, cancel)).Take(Most) : [];
    }

    /// <summary>
    /// How the slots were used on these days of the site, by key; for publishers. Errors: TOO_MANY for more than 366 days, INVALID_PAGE if
    /// the last is before the first.
    /// </summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; it is in the report.</param>
    [ListSize(20)]
    public async Task<IEnumerable<SlotReportRow>> SlotReport(DateOnly from, DateOnly to, CancellationToken cancel) =>
        await slots.ReadAsync(Checked(from, to), cancel);

    private static ReportDays Checked(DateOnly from, DateOnly to)
    {
        var days = new ReportDays(from, to);
        return days.Problem is var (code, message) ? throw new ExecutionError(message) { Code = code } : days;
    }
}
