using Engagement.Placements.Forecasts;

namespace Engagement.Placements.Campaigns;

internal sealed class CampaignMutations(CampaignEdits edits, CreativeEdits creatives, MoveCampaign move, PlacementForecasts forecasts)
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
    /// DRAFT → IN_REVIEW → APPROVED → LIVE ⇄ PAUSED → FINISHED, or → REJECTED. An admin approves and rejects, but not what they had a
    /// hand in, and is warned of a goal that cannot be met; a pause holds on every server within 2 seconds. A campaign goes LIVE on its first day and is FINISHED after its last
    /// one by itself. Errors: InvalidInput, NotFound, NotAllowed.
    /// </summary>
    public async Task<CampaignPayload> MoveCampaign(MoveCampaignInput input, CancellationToken cancel)
    {
        var outcome = await move.MoveAsync(input, cancel);
        return outcome.Campaign is { State: CampaignState.InReview or CampaignState.Approved or CampaignState.Live } campaign
            ? Payload(outcome) with { Warnings = await forecasts.WarnAsync(campaign.Id, cancel) }
            : Payload(outcome);
    }

    /// <summary>Adds what a campaign shows; the campaign is reviewed again. Errors: InvalidInput, NotFound, NotAllowed, IdempotencyKeyReused.</summary>
    public async Task<CampaignPayload> AddCreative(AddCreativeInput input, CancellationToken cancel) => Payload(await creatives.AddAsync(input, cancel));

    /// <summary>Puts another creative in the place of one; the campaign is reviewed again. Errors: InvalidInput, NotFound, NotAllowed.</summary>
    public async Task<CampaignPayload> ReplaceCreative(ReplaceCreativeInput input, CancellationToken cancel) => Payload(await creatives.ReplaceAsync(input, cancel));

    /// <summary>Shows a creative no more. Errors: NotFound.</summary>
    public async Task<CampaignPayload> RemoveCreative(RemoveCreativeInput input, CancellationToken cancel) => Payload(await creatives.RemoveAsync(input, cancel));

    private static CampaignPayload Payload(CampaignOutcome outcome) =>
        new(outcome.Campaign is { } campaign ? CampaignView.From(campaign) : null, [], outcome.Errors);
}
