namespace Engagement.Placements.Campaigns;

internal sealed class CampaignMutations(CampaignEdits edits, CreativeEdits creatives, MoveCampaign move)
{
    /// <summary>Makes a DRAFT. Errors: InvalidInput, NotFound, IdempotencyKeyReused.</summary>
    public async Task<CampaignPayload> CreateCampaign(CreateCampaignInput input, CancellationToken cancel) => Payload(await edits.CreateAsync(input, cancel));

    /// <summary>
    /// Replaces what was booked; unchanged, it writes nothing. What was APPROVED, LIVE or PAUSED is IN_REVIEW again, unless nothing but the
    /// name is changed, or by an admin the order number; what was REJECTED is a DRAFT. Once a unit is billed, goal and price stay (the
    /// order number unless an admin corrects it), and the total is at least what is billed. Of what is FINISHED an admin alone corrects
    /// name and order number. Errors: InvalidInput, NotFound, NotAllowed.
    /// </summary>
    public async Task<CampaignPayload> UpdateCampaign(UpdateCampaignInput input, CancellationToken cancel) => Payload(await edits.UpdateAsync(input, cancel));

    /// <summary>
    /// Moves a campaign as `CampaignState` says. An admin approves and rejects, but does not approve what they had a hand in, nor what
    /// they have not seen as it is; `warnings` of the campaign says whether its goal can be met. A pause holds on every server within 2 seconds.
    /// Errors: InvalidInput, NotFound, NotAllowed, Conflict.
    /// </summary>
    public async Task<CampaignPayload> MoveCampaign(MoveCampaignInput input, CancellationToken cancel) => Payload(await move.MoveAsync(input, cancel));

    /// <summary>Adds what a campaign shows; the campaign is reviewed again. Errors: InvalidInput, NotFound, NotAllowed, IdempotencyKeyReused.</summary>
    public async Task<CampaignPayload> AddCreative(AddCreativeInput input, CancellationToken cancel) => Payload(await creatives.AddAsync(input, cancel));

    /// <summary>Puts another creative in the place of one; the campaign is reviewed again. Errors: InvalidInput, NotFound, NotAllowed.</summary>
    public async Task<CampaignPayload> ReplaceCreative(ReplaceCreativeInput input, CancellationToken cancel) => Payload(await creatives.ReplaceAsync(input, cancel));

    /// <summary>Shows a creative no more. Errors: NotFound, NotAllowed.</summary>
    public async Task<CampaignPayload> RemoveCreative(RemoveCreativeInput input, CancellationToken cancel) => Payload(await creatives.RemoveAsync(input, cancel));

    private static CampaignPayload Payload(CampaignOutcome outcome) =>
        new(outcome.Campaign is { } campaign ? CampaignView.From(campaign) : null, outcome.Errors);
}
