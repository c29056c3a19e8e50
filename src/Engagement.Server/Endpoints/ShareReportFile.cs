using CsvHelper;
using Engagement.Counts.Traffic;
using Engagement.Shares;
using GraphQL;

namespace Engagement.Server.Endpoints;

/// <summary>The report of shares as CSV (RFC 4180), all rows of it, for publishers.</summary>
internal static class ShareReportFile
{
    private static readonly InvalidTrafficReason[] Reasons = [.. Enum.GetValues<InvalidTrafficReason>().Where(r => r <= InvalidTrafficReason.Staff)]; // the others are of placements alone
    private static readonly string[] Names = ["key", "intents", "completions", "visits", .. Reasons.Select(r => $"filtered_{$"{r}".ToConstantCase().ToLowerInvariant()}")];
    private static readonly Dictionary<string, ShareReportBy> Kinds = Enum.GetValues<ShareReportBy>().ToDictionary(k => $"{k}".ToConstantCase());

    /// <param name="context">Of the request.</param>
    /// <param name="from">The first day, as 2026-11-01.</param>
    /// <param name="to">The last day; it is in the report.</param>
    /// <param name="by">DAY (default), ARTICLE, CHANNEL or AUTHOR.</param>
    /// <param name="access">Whom it is for.</param>
    /// <param name="report">Reads it.</param>
    public static async Task<IResult> AnswerAsync(HttpContext context, string? from, string? to, string? by, ReportAccess access, ShareReport report)
    {
        if (access.RefuseButPublishers(context) is { } stranger)
            return stranger;
        var (days, refusal) = CsvText.Days(from, to);
        if (refusal is not null)
            return refusal;
        if (!Kinds.TryGetValue(by ?? "DAY", out var kind))
            return Problems.Of(StatusCodes.Status400BadRequest, "`by` is DAY, ARTICLE, CHANNEL or AUTHOR.");
        context.Response.Headers.CacheControl = "no-store"; // before it waits: a late handler has no response of its own any more
        return await CsvText.AnswerAsync($"shares-{from}-{to}-{by ?? "DAY"}", Names, await report.ReadAsync(days.First, days.Last, kind, null, context.RequestAborted), Write);
    }

    private static void Write(CsvWriter csv, ShareReportRow row)
    {
        csv.WriteField(row.Key);
        csv.WriteNumbers([row.Intents, row.Completions, row.Visits, .. Reasons.Select(r => row.Filtered.FirstOrDefault(f => f.Reason == r)?.Count ?? 0)]);
    }
}
