namespace Engagement.Placements.Campaigns;

/// <summary>
/// Where a campaign stands. DRAFT → IN_REVIEW → APPROVED → LIVE on the first day → FINISHED after the last. Its managers take it back
/// (IN_REVIEW or APPROVED → DRAFT), pause it (APPROVED or LIVE → PAUSED → LIVE, which before its first day is APPROVED again) and end it
/// (APPROVED, LIVE or PAUSED → FINISHED).
/// One in review on its last day is a DRAFT again, but if it was seen it stays in review, and a DRAFT goes there.
/// An admin approves (IN_REVIEW → APPROVED, or PAUSED if it was when its review began, or FINISHED if it ran and its last day has
/// passed) and rejects (IN_REVIEW, APPROVED, LIVE or PAUSED → REJECTED); what an admin paused only an admin lets go on.
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
