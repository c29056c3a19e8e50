using Engagement.Placements.Forecasts;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Campaigns;

internal sealed partial class CampaignMutations(CampaignEdits edits, CreativeEdits creatives, MoveCampaign move, PlacementForecasts forecasts, ILogger<CampaignMutations> log)
{
    /// <summary>Makes a DRAFT. Errors: InvalidInput, NotFound, IdempotencyKeyReused.</summary>
    public async Task<CampaignPayload> CreateCampaign(CreateCampaignInput input, CancellationToken cancel) => Payload(await edits.CreateAsync(input, cancel));

    /// <summary>
    /// Replaces what was booked; unchanged, it writes nothing. What was APPROVED, LIVE or PAUSED is IN_REVIEW again, what was
    /// REJECTED a DRAFT. Once a unit is billed, goal and price stay, and the total is at least what is billed. Errors: InvalidInput,
    /// NotFound, NotAllowed.
    /// </summary>
    public async Task<CampaignPayload> UpdateCampaign(UpdateCampaignInput input, CancellationToken cancel) => Payload(await edits.UpdateAsync(input, cancel));

    /// <summary>
    /// Moves a campaign as `CampaignState` says. An admin approves and rejects, but does not approve what they had a hand in, nor what
    /// they have not seen as it is, and is warned of a goal that cannot be met. A pause holds on every server within 2 seconds.
    /// Errors: InvalidInput, NotFound, NotAllowed, Conflict.
    /// </summary>
    public async Task<CampaignPayload> MoveCampaign(MoveCampaignInput input, CancellationToken cancel)
    {
        var outcome = await move.MoveAsync(input, cancel);
        return outcome.Campaign is { State: CampaignState.InReview or CampaignState.Approved or CampaignState.Live } campaign
            ? Payload(outcome) with { Warnings = await WarnAsync(campaign, cancel) }
            : Payload(outcome);
    }

    /// <summary>Adds what a campaign shows; the campaign is reviewed again. Errors: InvalidInput, NotFound, NotAllowed, IdempotencyKeyReused.</summary>
    public async Task<CampaignPayload> AddCreative(AddCreativeInput input, CancellationToken cancel) => Payload(await creatives.AddAsync(input, cancel));

    /// <summary>Puts another creative in the place of one; the campaign is reviewed again. Errors: InvalidInput, NotFound, NotAllowed.</summary>
    public async Task<CampaignPayload> ReplaceCreative(ReplaceCreativeInput input, CancellationToken cancel) => Payload(await creatives.ReplaceAsync(input, cancel));

    /// <summary>Shows a creative no more. Errors: NotFound.</summary>
    public async Task<CampaignPayload> RemoveCreative(RemoveCreativeInput input, CancellationToken cancel) => Payload(await creatives.RemoveAsync(input, cancel));

    /// <summary>It is moved: a forecast that fails says nothing.</summary>
    private async Task<IReadOnlyList<string>> WarnAsync(Campaign campaign, CancellationToken cancel)
    {
        try
        {
            return await forecasts.WarnAsync(campaign.Id, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogUnforecast(e, campaign.Id);
            return [];
        }
    }

    [LoggerMessage(250, LogLevel.Warning, "Campaign {Campaign} was moved, and could not be forecast")]
    private partial void LogUnforecast(Exception fault, long campaign);

    private static CampaignPayload Payload(CampaignOutcome outcome) =>
        new(outcome.Campaign is { } campaign ? CampaignView.From(campaign) : null, [], outcome.Errors);
}
