using CsvHelper;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Reports;
using GraphQL;

namespace Engagement.Server.Endpoints;

/// <summary>What was delivered in a month as CSV (RFC 4180): a campaign a row, with the facts that an invoice is written by, and no amounts.</summary>
internal static class PlacementStatementFile
{
    private static readonly string[] Names =
    [
        "advertiser", "advertiser_name", "order_number", "campaign", "campaign_name", "goal", "billed", "over_delivery", "viewables", "clicks",
        "price_model", "price_minor", "currency", "starts_on", "ends_on", "total", "billed_in_all",
    ];

    /// <param name="context">Of the request.</param>
    /// <param name="month">As 2026-11, of the site's days.</param>
    /// <param name="managers">Whom it is for.</param>
    /// <param name="statement">Reads it.</param>
    public static async Task<IResult> AnswerAsync(HttpContext context, string? month, ManagersOnly managers, PlacementStatement statement)
    {
        if (managers.Refuse(context) is { } refusal)
            return refusal;
        if (ReportDays.OfMonth(month) is not { } days)
            return Problems.Of(StatusCodes.Status400BadRequest, "`month` is a month, such as 2026-11.");
        context.Response.Headers.CacheControl = "no-store"; // before it waits: a late handler has no response of its own any more
        return CsvText.Answer(Write(await statement.ReadAsync(days, context.RequestAborted)));
    }

    private static string Write(IReadOnlyList<StatementRow> rows)
    {
        using var text = new StringWriter();
        using (var csv = CsvText.WriterTo(text))
        {
            foreach (var name in Names)
                csv.WriteField(name);
            csv.NextRecord();
            foreach (var row in rows)
                WriteRow(csv, row, row.Campaign);
        }
        return text.ToString();
    }

    private static void WriteRow(CsvWriter csv, StatementRow row, Campaign campaign)
    {
        foreach (var text in (string?[])[row.Advertiser.Key, row.Advertiser.Name, campaign.OrderNumber, CampaignView.FormatId(campaign.Id), campaign.Name, $"{campaign.Goal}".ToConstantCase()])
            csv.WriteField(text);
        foreach (var number in (long[])[row.Billed, row.Over, row.Viewables, row.Clicks])
            csv.WriteField(number);
        csv.WriteField($"{campaign.PriceModel}".ToConstantCase());
        csv.WriteField(campaign.PriceMinor);
        csv.WriteField(campaign.Currency);
        csv.WriteField($"{campaign.StartsOn:O}");
        csv.WriteField($"{campaign.EndsOn:O}");
        csv.WriteField(campaign.Total);
        csv.WriteField(campaign.Billed);
        csv.NextRecord();
    }
}
