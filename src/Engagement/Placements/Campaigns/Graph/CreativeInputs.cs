using Engagement.Graph;
using GraphQL;

namespace Engagement.Placements.Campaigns;

/// <summary>What a campaign shows. All text is plain.</summary>
/// <param name="Kind">What is promoted.</param>
/// <param name="Headline">1–120 characters.</param>
/// <param name="Text">At most 300 characters; a CARD needs one.</param>
/// <param name="CallToAction">At most 25 characters.</param>
/// <param name="LandingUrl">Where a click leads: https, without credentials, at most 2,000 characters, to a public host.</param>
/// <param name="Image">A PICTURE needs one.</param>
/// <param name="Logo">The advertiser's.</param>
/// <param name="Label">One of `disclosureLabels`; left out: the plainest word of the page's language.</param>
/// <param name="PaidBy">Who paid, if it is not the advertiser: at most 120 characters.</param>
internal sealed record CreativeInput(
    CreativeKind Kind, string Headline, string? Text, string? CallToAction, [property: Url] string LandingUrl,
    CreativeImageInput? Image, CreativeImageInput? Logo, string? Label, string? PaidBy);

/// <summary>A picture on one of the publisher's own hosts.</summary>
/// <param name="Url">https, at most 2,000 characters.</param>
/// <param name="Width">1–10,000 CSS pixels.</param>
/// <param name="Height">1–10,000 CSS pixels.</param>
/// <param name="Alt">What it shows, in words: 1–200 characters.</param>
internal sealed record CreativeImageInput([property: Url] string Url, int Width, int Height, string Alt);

/// <summary>A creative to be added.</summary>
/// <param name="CampaignId">To which campaign; at most 50 creatives.</param>
/// <param name="Creative">What is shown.</param>
/// <param name="IdempotencyKey">1–64 characters, a UUID at best: the same key of the same caller adds one creative and answers alike for 24 hours.</param>
internal sealed record AddCreativeInput([property: Id] string CampaignId, CreativeInput Creative, string? IdempotencyKey);

/// <summary>A creative to take the place of another.</summary>
/// <param name="CreativeId">Of which; it keeps its clicks and is shown no more.</param>
/// <param name="Creative">What is shown now.</param>
internal sealed record ReplaceCreativeInput([property: Id] string CreativeId, CreativeInput Creative);

/// <summary>A creative to be shown no more.</summary>
/// <param name="CreativeId">Which.</param>
internal sealed record RemoveCreativeInput([property: Id] string CreativeId);
