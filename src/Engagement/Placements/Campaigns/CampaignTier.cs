namespace Engagement.Placements.Campaigns;

/// <summary>Who is served before whom: a later tier gets what earlier ones leave.</summary>
public enum CampaignTier
{
    /// <summary>The goal was promised.</summary>
    Guaranteed = 1,

    /// <summary>What the guaranteed leave; spread over its days as theirs.</summary>
    Standard = 2,

    /// <summary>The publisher's own, where nothing else fits.</summary>
    House = 3,
}
