
namespace Engagement.Placements.Decision;

/// <summary>Why a campaign is not chosen. The filters are asked in this order, and the first that drops it is told.</summary>
public enum DropReason
{
    /// <summary>Its state is not one that is served.</summary>
    NotLive = 1,

    /// <summary>The day is before its first or after its last.</summary>
    Dates = 2,

    /// <summary>The slot is not one of its slots, or has no position for now; of a roadblock: that is so of one of its slots.</summary>
    Slot = 3,

    /// <summary>None of its creatives fits what the slot shows; of a roadblock: what one of its slots shows.</summary>
    Format = 4,

    /// <summary>The page is not what it is to reach.</summary>
    Targeting = 5,

    /// <summary>It is not to be seen beside this page.</summary>
    BrandSafety = 6,

    /// <summary>It stands on the page already, or another of its category does: of no page on which nothing stands yet.</summary>
    Competition = 7,

    /// <summary>Its budget, of all days or of this one, is used up.</summary>
    Budget = 8,
}
