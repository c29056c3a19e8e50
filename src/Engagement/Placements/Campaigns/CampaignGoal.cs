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

    /// <summary>
    /// A share in percent, 1–100, of the pages that ask for one of its slots and are what it is to reach. It stands once on a page,
    /// however many positions there are.
    /// </summary>
    ShareOfVoice = 4,
}
