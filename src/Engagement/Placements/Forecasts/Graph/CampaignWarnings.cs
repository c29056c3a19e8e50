using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Forecasts;

/// <summary>What a manager is told of a campaign that was changed just now.</summary>
internal sealed partial class CampaignWarnings(PlacementForecasts forecasts, ILogger<CampaignWarnings> log)
{
    /// <summary>
    /// What speaks against a campaign that is IN_REVIEW, APPROVED or LIVE and does not hold it up, in English: a goal that cannot be met,
    /// or that it has no creative.
    /// </summary>
    public async Task<IReadOnlyList<string>> Warnings([Parent] CampaignPayload payload, CancellationToken cancel)
    {
        if (payload.Campaign is not { State: CampaignState.InReview or CampaignState.Approved or CampaignState.Live } campaign)
            return [];
        try
        {
            return await forecasts.WarnAsync(campaign.Row.Id, cancel);
        }
        catch (Exception e)
        {
            LogUnforecast(e, campaign.Id); // what was done is done
            return [];
        }
    }

    [LoggerMessage(250, LogLevel.Warning, "Campaign {Campaign} was changed, and could not be forecast")]
    private partial void LogUnforecast(Exception fault, string campaign);
}
