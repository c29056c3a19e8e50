using Engagement.Counts.Traffic;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Shares;
using GraphQL;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Engagement.Server.Endpoints;

/// <summary>The report of shares as CSV (RFC 4180), all rows of it, for publishers.</summary>
internal static class ShareReportFile
{
    private static readonly InvalidTrafficReason[] Reasons = [.. Enum.GetValues<InvalidTrafficReason>().Where(r => r <= InvalidTrafficReason.Staff)]; // the others are of placements alone
    private static readonly Dictionary<string, ShareReportBy> Kinds = Enum.GetValues<ShareReportBy>().ToDictionary(k => $"{k}".ToConstantCase());

    /// <param name="context">Of the request.</param>
    /// <param name="from">The first day, as 2026-11-01.</param>
    /// <param name="to">The last day; it is in the report.</param>
    /// <param name="by">DAY (default), ARTICLE, CHANNEL or AUTHOR.</param>
    /// <param name="report">Reads it.</param>
    /// <param name="identity">Knows the roles of a token.</param>
    public static async Task<IResult> AnswerAsync(HttpContext context, string? from, string? to, string? by, ShareReport report, IdentityOptions identity)
    {
        if (CallerToken.From(context.User, identity) is not { } caller)
        {
            context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
            return Problems.Of(StatusCodes.Status401Unauthorized, "Sign in as a publisher.");
        }
        if ((caller.Roles & (Roles.Publisher | Roles.Admin)) == 0)
            return Problems.Of(StatusCodes.Status403Forbidden, "This report is for publishers.");
        if (CsvText.Day(from) is not { } first)
            return Problems.Of(StatusCodes.Status400BadRequest, "`from` is a day, such as 2026-11-01.");
        if (CsvText.Day(to) is not { } last)
            return Problems.Of(StatusCodes.Status400BadRequest, "`to` is a day, such as 2026-11-30.");
        if (last < first)
            return Problems.Of(StatusCodes.Status400BadRequest, "`to` is not before `from`.");
        if (ShareReport.TooMany(first, last) is { } message)
            return Problems.Of(StatusCodes.Status400BadRequest, message);
        if (!Kinds.TryGetValue(by ?? "DAY", out var kind))
            return Problems.Of(StatusCodes.Status400BadRequest, "`by` is DAY, ARTICLE, CHANNEL or AUTHOR.");
        context.Response.Headers.CacheControl = "no-store"; // before it waits: a late handler has no response of its own any more
        return CsvText.Answer(Write(await report.ReadAsync(first, last, kind, null, context.RequestAborted)));
    }

    private static string Write(IReadOnlyList<ShareReportRow> rows)
    {
        using var text = new StringWriter();
        using (var csv = CsvText.WriterTo(text))
        {
            foreach (var name in (string[])["key", "intents", "completions", "visits", .. Reasons.Select(r => $"filtered_{$"{r}".ToConstantCase().ToLowerInvariant()}")])
                csv.WriteField(name);
            csv.NextRecord();
            foreach (var row in rows)
            {
                csv.WriteField(row.Key);
                foreach (var number in (int[])[row.Intents, row.Completions, row.Visits, .. Reasons.Select(r => row.Filtered.FirstOrDefault(f => f.Reason == r)?.Count ?? 0)])
                    csv.WriteField(number);
                csv.NextRecord();
            }
        }
        return text.ToString();
    }
}
