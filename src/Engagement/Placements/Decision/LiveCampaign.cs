using Engagement.Placements.Campaigns;
using Engagement.Placements.Slots;

namespace Engagement.Placements.Decision;

/// <summary>A slot of the site's pages.</summary>
/// <param name="Id">The row's.</param>
/// <param name="Key">The publisher's own name of it, such as <c>INLINE_TEXT</c>.</param>
/// <param name="Format">What it shows.</param>
/// <param name="Positions">How many placements it takes on one page, 0–10; 0: none for now.</param>
internal sealed record LiveSlot(long Id, string Key, PlacementFormat Format, int Positions);

/// <summary>A campaign that may be served, as a decision sees it.</summary>
/// <param name="Id">The row's.</param>
/// <param name="AdvertiserId">Whose.</param>
/// <param name="Tier">Who comes before it.</param>
/// <param name="Goal">What a unit of its budget is.</param>
/// <param name="Total">Units; percent for SHARE_OF_VOICE.</param>
/// <param name="Daily">Units of one day of the site, or null.</param>
/// <param name="State">Only APPROVED and LIVE are served; others are here so that it can be explained why they are not.</param>
/// <param name="StartsOn">Its first day, of the site.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="Rules">Where it is to be served.</param>
/// <param name="Creatives">What it shows, by id; may be empty.</param>
internal sealed record LiveCampaign(
    long Id, long AdvertiserId, CampaignTier Tier, CampaignGoal Goal, long Total, long? Daily,
    CampaignState State, DateOnly StartsOn, DateOnly EndsOn, CampaignRules Rules, IReadOnlyList<LiveCreative> Creatives)
{
    public bool IsServed => State is CampaignState.Approved or CampaignState.Live;

    public bool IsWithinDates(DateOnly day) => StartsOn <= day && day <= EndsOn;
}

/// <summary>A creative as a decision sees it.</summary>
/// <param name="Id">The row's.</param>
/// <param name="HasText">Whether it fits a CARD.</param>
/// <param name="HasImage">Whether it fits a PICTURE.</param>
internal sealed record LiveCreative(long Id, bool HasText, bool HasImage)
{
    public bool Fits(PlacementFormat format) => format.Takes(HasText, HasImage);
}
