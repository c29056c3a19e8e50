namespace Engagement.Placements.Campaigns;

/// <summary>What a campaign is to reach, and what one unit of its budget is.</summary>
public enum CampaignGoal
{
    /// <summary>A number of viewable impressions.</summary>
    ViewableImpressions = 1,

    /// <summary>A number of clicks.</summary>
    Clicks = 2,

    /// <summary>A number of days, each with at least one viewable impression.</summary>
    Days = 3,

    /// <summary>A share in percent, 1–100, of the positions that its slots and targets offer.</summary>
    ShareOfVoice = 4,
}
