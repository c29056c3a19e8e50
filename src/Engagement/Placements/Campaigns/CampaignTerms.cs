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

/// <summary>Who is served before whom: a later tier gets what earlier ones leave.</summary>
public enum CampaignTier
{
    /// <summary>The goal was promised.</summary>
    Guaranteed = 1,

    /// <summary>As much as there is.</summary>
    Standard = 2,

    /// <summary>The publisher's own, where nothing else fits.</summary>
    House = 3,
}

/// <summary>
/// Where a campaign stands. DRAFT → IN_REVIEW → APPROVED → LIVE on the first day → FINISHED after the last. Its managers take it back
/// (IN_REVIEW or APPROVED → DRAFT), pause it (APPROVED or LIVE → PAUSED → LIVE) and end it (APPROVED, LIVE or PAUSED → FINISHED).
/// An admin approves (IN_REVIEW → APPROVED) and rejects (IN_REVIEW, APPROVED, LIVE or PAUSED → REJECTED).
/// </summary>
public enum CampaignState
{
    /// <summary>Its manager works on it.</summary>
    Draft = 1,

    /// <summary>Somebody else is to look at it.</summary>
    InReview = 2,

    /// <summary>It goes live on its first day.</summary>
    Approved = 3,

    /// <summary>It is served.</summary>
    Live = 4,

    /// <summary>It is not served for now.</summary>
    Paused = 5,

    /// <summary>Its last day has passed, or it was ended before.</summary>
    Finished = 6,

    /// <summary>It was not approved, or not any more. An edit makes it a draft again.</summary>
    Rejected = 7,
}

/// <summary>What a slot shows of a creative.</summary>
public enum PlacementFormat
{
    /// <summary>The headline, in a line of text.</summary>
    Line = 1,

    /// <summary>The headline and the text: a creative without a text does not fit.</summary>
    Card = 2,

    /// <summary>The image: a creative without one does not fit.</summary>
    Picture = 3,
}

internal static class PlacementFormats
{
    /// <summary>Whether a slot of the format can show a creative.</summary>
    public static bool Takes(this PlacementFormat format, bool hasText, bool hasImage) => format switch
    {
        PlacementFormat.Card => hasText,
        PlacementFormat.Picture => hasImage,
        _ => true,
    };
}

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

/// <summary>What is promoted.</summary>
public enum CreativeKind
{
    /// <summary>A lecture or talk that one attends online.</summary>
    Webinar = 1,

    /// <summary>A piece of research.</summary>
    Study = 2,

    /// <summary>A report or white paper.</summary>
    Report = 3,

    /// <summary>Something that one goes to.</summary>
    Event = 4,

    /// <summary>Something that one buys.</summary>
    Product = 5,
}
