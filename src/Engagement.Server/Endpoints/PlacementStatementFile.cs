using CsvHelper;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Reports;
using GraphQL;

namespace Engagement.Server.Endpoints;

/// <summary>What was booked and delivered in a month as CSV (RFC 4180): a campaign a row, with the facts that an invoice is written by, and no amounts.</summary>
internal static class PlacementStatementFile
{
    private static readonly string[] Names =
    [
        "advertiser", "advertiser_name", "order_number", "campaign", "campaign_name", "goal", "billed", "over_delivery", "viewables", "clicks",
        "price_model", "price_minor", "currency", "starts_on", "ends_on", "total", "billed_in_all", "pages", "stood",
    ];

    /// <param name="context">Of the request.</param>
    /// <param name="month">As 2026-11, of the site's days.</param>
    /// <param name="access">Whom it is for.</param>
    /// <param name="statement">Reads it.</param>
    public static async Task<IResult> AnswerAsync(HttpContext context, string? month, ReportAccess access, PlacementStatement statement)
    {
        if (access.RefuseButManagers(context) is { } refusal)
            return refusal;
        if (ReportDays.OfMonth(month) is not { } days)
            return Problems.Of(StatusCodes.Status400BadRequest, "`month` is a month, such as 2026-11.");
        context.Response.Headers.CacheControl = "no-store"; // before it waits: a late handler has no response of its own any more
        return await CsvText.AnswerAsync($"statement-{month}", Names, await statement.ReadAsync(days, context.RequestAborted), Write);
    }

    private static void Write(CsvWriter csv, StatementRow row)
    {
        var campaign = row.Campaign;
        foreach (var text in (string?[])[row.Advertiser.Key, row.Advertiser.Name, campaign.OrderNumber, CampaignView.FormatId(campaign.Id), campaign.Name, $"{campaign.Goal}".ToConstantCase()])
            csv.WriteField(text);
        csv.WriteNumbers(row.Billed, row.Over, row.Viewables, row.Clicks);
        csv.WriteField($"{campaign.PriceModel}".ToConstantCase());
        csv.WriteField(campaign.PriceMinor);
        foreach (var text in (string[])[campaign.Currency, $"{campaign.StartsOn:O}", $"{campaign.EndsOn:O}"])
            csv.WriteField(text);
        csv.WriteNumbers(campaign.Total, campaign.Billed);
        csv.WriteField(row.Pages);
        csv.WriteField(row.Stood);
    }
}
