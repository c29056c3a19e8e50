using System.Globalization;
using CsvHelper;
using Engagement.Counts.Traffic;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Reports;
using GraphQL;

namespace Engagement.Server.Endpoints;

/// <summary>The report of a campaign as CSV (RFC 4180), all rows of it.</summary>
internal static class CampaignReportFile
{
    private static readonly InvalidTrafficReason[] Reasons = Enum.GetValues<InvalidTrafficReason>();

    private static readonly string[] Names =
        ["key", "decisions", "impressions", "viewables", "measurable_rate", "clicks", "billed", "over_delivery", "unfilled", .. Reasons.Select(r => $"invalid_{$"{r}".ToConstantCase().ToLowerInvariant()}")];

    private static readonly Dictionary<string, CampaignReportBy> Kinds = Enum.GetValues<CampaignReportBy>().ToDictionary(k => $"{k}".ToConstantCase());

    /// <param name="context">Of the request.</param>
    /// <param name="campaign">From a campaign's <c>id</c>.</param>
    /// <param name="from">The first day, as 2026-11-01.</param>
    /// <param name="to">The last day; it is in the report.</param>
    /// <param name="by">DAY (default), ARTICLE, SLOT, CHANNEL or CREATIVE.</param>
    /// <param name="access">Whom it is for.</param>
    /// <param name="campaigns">Finds it, if it is the caller's.</param>
    /// <param name="report">Reads it.</param>
    public static async Task<IResult> AnswerAsync(
        HttpContext context, string? campaign, string? from, string? to, string? by, ReportAccess access, CampaignPages campaigns, CampaignReport report)
    {
        if (access.RefuseButManagers(context) is { } stranger)
            return stranger;
        var (days, refusal) = CsvText.Days(from, to);
        if (refusal is not null)
            return refusal;
        if (!Kinds.TryGetValue(by ?? "DAY", out var kind))
            return Problems.Of(StatusCodes.Status400BadRequest, "`by` is DAY, ARTICLE, SLOT, CHANNEL or CREATIVE.");
        context.Response.Headers.CacheControl = "no-store"; // before it waits: a late handler has no response of its own any more
        if (await campaigns.FindAsync(campaign ?? "", context.RequestAborted) is not { } found)
            return Problems.Of(StatusCodes.Status404NotFound, "There is no such campaign of the caller's advertisers.");
        return await CsvText.AnswerAsync($"{campaign}-{from}-{to}-{by ?? "DAY"}", Names, await report.ReadAsync(found, days, kind, context.RequestAborted), Write);
    }

    private static void Write(CsvWriter csv, CampaignReportRow row)
    {
        csv.WriteField(row.Key);
        csv.WriteNumbers(row.Decisions, row.Impressions, row.Viewables);
        csv.WriteField(row.MeasurableRate?.ToString("0.####", CultureInfo.InvariantCulture));
        csv.WriteNumbers([row.Clicks, row.Billed, row.OverDelivery, row.Unfilled, .. Reasons.Select(r => row.Invalid.FirstOrDefault(i => i.Reason == r)?.Count ?? 0)]);
    }
}
