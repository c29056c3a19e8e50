using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>What became of a campaign.</summary>
/// <param name="Campaign">As the transaction left it; null if refused.</param>
/// <param name="Errors">Why it was refused.</param>
internal sealed record CampaignOutcome(Campaign? Campaign, IReadOnlyList<IUserError> Errors)
{
    public static CampaignOutcome Of(Campaign campaign) => new(campaign, []);

    public static CampaignOutcome Refused(params IReadOnlyList<IUserError> errors) => new(null, errors);
}
