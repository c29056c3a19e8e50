using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>What a campaign has delivered.</summary>
/// <param name="Billed">Units, of all days.</param>
/// <param name="BilledToday">Units of the day of the decision.</param>
/// <param name="Viewables">Viewable impressions of all days, billed or not: what the clicks of a CLICKS campaign are measured against.</param>
internal readonly record struct Delivered(long Billed, long BilledToday, long Viewables = 0)
{
    /// <summary>Whether a campaign's budget, of all days or of this one, is used up by it.</summary>
    public bool UsesUp(LiveCampaign campaign) => campaign.Goal switch
    {
        // Its last day goes on to the end of the day: only the first impression was billed.
        CampaignGoal.Days => IsComplete(campaign) && BilledToday == 0,
        CampaignGoal.ShareOfVoice => false,
        _ => IsComplete(campaign) || BilledToday >= campaign.Daily,
    };

    /// <summary>Whether it has all that it booked; a share never has.</summary>
    public bool IsComplete(LiveCampaign campaign) => campaign.Goal != CampaignGoal.ShareOfVoice && Billed >= campaign.Total;
}
