using Engagement.Graph;
using Engagement.Placements.Campaigns;
using GraphQL;

namespace Engagement.Placements.Serving;

/// <summary>
/// A sponsored line. Its text is plain; its link carries <c>rel="sponsored nofollow noopener"</c>; its disclosure is shown with it.
/// </summary>
/// <param name="Id">Opaque; of this decision alone.</param>
/// <param name="Slot">The slot's key.</param>
/// <param name="Position">In the slot, from 0.</param>
/// <param name="Kind">What is promoted.</param>
/// <param name="Headline">1–120 characters, plain.</param>
/// <param name="Text">At most 300 characters, plain.</param>
/// <param name="CallToAction">At most 25 characters, plain.</param>
/// <param name="Image">On the publisher's own hosts.</param>
/// <param name="Logo">The sponsor's.</param>
/// <param name="ClickUrl">The click: counts, and redirects to the landing page; that page itself in a preview, and where `Site:BaseUrl` is not set.</param>
/// <param name="DisplayHost">Host of the landing page, to be shown.</param>
/// <param name="Disclosure">What makes it recognisable as paid.</param>
/// <param name="Token">Sent back with what the page sees of it, within an hour.</param>
[Name("Placement")]
internal sealed record PlacementView(
    [property: Id] string Id, string Slot, int Position, CreativeKind Kind, string Headline, string? Text, string? CallToAction,
    CreativeImage? Image, CreativeImage? Logo, [property: Url] string ClickUrl, string DisplayHost, Disclosure Disclosure, string Token);

/// <summary>What makes a paid line recognisable as one.</summary>
/// <param name="Label">The word for advertising, in the page's language.</param>
/// <param name="Sponsor">On whose behalf it is there.</param>
/// <param name="PaidBy">Who paid, if it is not the sponsor.</param>
/// <param name="Why">Why it is here, in the page's language: never because of who reads.</param>
internal sealed record Disclosure(string Label, string Sponsor, string? PaidBy, string Why);
