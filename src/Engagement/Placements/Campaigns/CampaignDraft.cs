namespace Engagement.Placements.Campaigns;

/// <summary>What was booked, checked.</summary>
internal sealed record CampaignDraft(
    string Name, CampaignGoal Goal, int Total, int? Daily, CampaignTier Tier,
    PriceModel PriceModel, int PriceMinor, string Currency, string? OrderNumber,
    DateOnly StartsOn, DateOnly EndsOn, CampaignRules Rules);

/// <summary>A creative, checked.</summary>
internal sealed record CreativeDraft(
    CreativeKind Kind, string Headline, string? Text, string? CallToAction, string LandingUrl,
    CreativeImage? Image, CreativeImage? Logo, string? Label, string? PaidBy);
