namespace Engagement.Placements.Campaigns;

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
