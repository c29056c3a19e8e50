using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Forecasts;

/// <summary>What managers are told of a campaign before it is approved, and after.</summary>
internal sealed partial class CampaignWarnings(PlacementForecasts forecasts, ILogger<CampaignWarnings> log)
{
    /// <summary>
    /// What speaks against it as it is now, and does not hold it up, in English: a goal that cannot be met, or that it has no creative.
    /// Empty unless it is IN_REVIEW, APPROVED or LIVE. It is a forecast, which takes its time: not for lists. Null: there is none for now.
    /// </summary>
    public async Task<IReadOnlyList<string>?> Warnings([Parent] CampaignView campaign, CancellationToken cancel)
    {
        if (campaign.State is not (CampaignState.InReview or CampaignState.Approved or CampaignState.Live))
            return [];
        try
        {
            return await forecasts.WarnAsync(campaign.Row.Id, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogUnforecast(e, campaign.Id); // what was done is done
            return null;
        }
    }

    [LoggerMessage(250, LogLevel.Warning, "Campaign {Campaign} could not be forecast")]
    private partial void LogUnforecast(Exception fault, string campaign);
}
