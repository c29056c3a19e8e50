namespace Engagement.Placements.Campaigns;

/// <summary>How an advertiser pays; a fact for the statement.</summary>
public enum PriceModel
{
    /// <summary>A thousand viewable impressions.</summary>
    Cpm = 1,

    /// <summary>A click.</summary>
    Cpc = 2,

    /// <summary>The whole campaign.</summary>
    Flat = 3,
}
