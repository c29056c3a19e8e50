using Engagement.Data;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Placements.Campaigns;

/// <summary>On whose behalf campaigns are run.</summary>
/// <param name="Key">The publisher's own, as tokens of its managers name it; 1–100 characters, compared exactly.</param>
/// <param name="Name">Shown beside each placement, 1–120 characters.</param>
[Name("Advertiser")]
internal sealed record AdvertiserView(string Key, string Name)
{
    public static AdvertiserView From(Advertiser row) => new(row.Key, row.Name);
}

/// <summary>What an advertiser has booked. It is served only while it is as it was approved.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Name">For those who work with it, never shown to readers.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsHeld">Whether an admin paused it, and so only an admin lets it go on; also while it is reviewed anew.</param>
/// <param name="Goal">What it is to reach.</param>
/// <param name="Total">In units of the goal; of SHARE_OF_VOICE percent.</param>
/// <param name="Daily">The most units of one day; null: no limit.</param>
/// <param name="Billed">Units so far.</param>
/// <param name="Shortfall">Units of its goal that it ended without; null until it is FINISHED, or REJECTED after it was seen, and of SHARE_OF_VOICE: see `shareOfVoice`.</param>
/// <param name="Tier">Who is served before it.</param>
/// <param name="Price">A fact for the statement.</param>
/// <param name="StartsOn">The first day, in the site's time zone.</param>
/// <param name="EndsOn">The last day.</param>
/// <param name="Slots">Keys of slots.</param>
/// <param name="Targets">Beside which articles.</param>
/// <param name="Safety">Beside which articles not, however well they fit.</param>
/// <param name="Category">Two creatives of one category never stand on one page; null: it competes with nobody.</param>
/// <param name="Roadblock">All its slots of a page together, or none.</param>
/// <param name="CreatedAt">When it was made.</param>
[Name("Campaign")]
internal sealed record CampaignView(
    [property: Id] string Id, string Name, CampaignState State, bool IsHeld, CampaignGoal Goal, int Total, int? Daily, int Billed, int? Shortfall, CampaignTier Tier, Price Price,
    DateOnly StartsOn, DateOnly EndsOn, IReadOnlyList<string> Slots, Targets Targets, BrandSafety Safety, string? Category, bool Roadblock, DateTime CreatedAt)
{
    private const string IdPrefix = "cmp";

    /// <summary>The row: what other fields are made of.</summary>
    [Ignore]
    public required Campaign Row { get; init; }

    public static CampaignView From(Campaign row)
    {
        var rules = row.Rules;
        return new(
            FormatId(row.Id), row.Name, row.State, row.IsHeld, row.Goal, row.Total, row.Daily, row.Billed, row.Shortfall, row.Tier,
            new(row.PriceModel, row.PriceMinor, row.Currency, row.OrderNumber), row.StartsOn, row.EndsOn, rules.Slots,
            new(rules.Channels, rules.Keywords, rules.Companies, rules.Languages), rules.Safety, rules.Category, rules.Roadblock, row.CreatedAt)
        { Row = row };
    }

    public static string FormatId(long id) => PublicId.Format(IdPrefix, id);

    /// <summary>The id of the row, or null: the text is no id of a campaign.</summary>
    public static long? ParseId(string? id) => PublicId.TryParse(IdPrefix, id, out var key) ? key : null;
}

/// <summary>What a campaign costs.</summary>
/// <param name="Model">For what.</param>
/// <param name="AmountMinor">Minor units of the currency.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="OrderNumber">The publisher's own.</param>
internal sealed record Price(PriceModel Model, int AmountMinor, string Currency, string? OrderNumber);

/// <summary>What an article has to be.</summary>
/// <param name="Channels">Of its channels.</param>
/// <param name="Keywords">Of its keywords.</param>
/// <param name="Companies">Of the companies that it is about.</param>
/// <param name="Languages">Of its language.</param>
internal sealed record Targets(TermRule Channels, TermRule Keywords, TermRule Companies, TermRule Languages);

/// <summary>What a campaign shows. It never changes: an edit makes another one.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Kind">What is promoted.</param>
/// <param name="Headline">1–120 characters, plain.</param>
/// <param name="Text">At most 300 characters, plain.</param>
/// <param name="CallToAction">At most 25 characters, plain.</param>
/// <param name="LandingUrl">Where a click leads.</param>
/// <param name="Image">On the publisher's own hosts.</param>
/// <param name="Logo">The advertiser's.</param>
/// <param name="Label">As chosen; null: the plainest word of the page's language.</param>
/// <param name="PaidBy">Who paid, if it is not the advertiser.</param>
/// <param name="ApprovedAt">When it was approved; null: nobody has yet.</param>
/// <param name="RetiredAt">When it was replaced or removed; null: it is one of its campaign's.</param>
[Name("Creative")]
internal sealed record CreativeView(
    [property: Id] string Id, CreativeKind Kind, string Headline, string? Text, string? CallToAction, [property: Url] string LandingUrl,
    CreativeImage? Image, CreativeImage? Logo, string? Label, string? PaidBy, DateTime? ApprovedAt, DateTime? RetiredAt)
{
    private const string IdPrefix = "crv";

    /// <summary>The row: what other fields are made of.</summary>
    [Ignore]
    public required Creative Row { get; init; }

    public static CreativeView From(Creative row) => new(
        FormatId(row.Id), row.Kind, row.Headline, row.Text, row.CallToAction, row.LandingUrl,
        row.Image, row.Logo, row.Label, row.PaidBy, row.ApprovedAt, row.RetiredAt)
    { Row = row };

    public static string FormatId(long id) => PublicId.Format(IdPrefix, id);

    /// <summary>The id of the row, or null: the text is no id of a creative.</summary>
    public static long? ParseId(string? id) => PublicId.TryParse(IdPrefix, id, out var key) ? key : null;
}

/// <summary>A picture on the publisher's own hosts.</summary>
/// <param name="Url">https.</param>
/// <param name="Width">CSS pixels.</param>
/// <param name="Height">CSS pixels.</param>
/// <param name="Alt">What it shows, in words.</param>
[Name("PlacementImage")]
internal sealed record CreativeImage([property: Url] string Url, int Width, int Height, string Alt);

/// <summary>Something that happened to a campaign.</summary>
/// <param name="Number">Counts the steps of a campaign from 1.</param>
/// <param name="Action">What.</param>
/// <param name="FromState">The state before; null of the first.</param>
/// <param name="ToState">The state after.</param>
/// <param name="CreativeId">About which creative.</param>
/// <param name="Note">As its actor wrote it.</param>
/// <param name="CreatedAt">When.</param>
[Name("CampaignStep")]
internal sealed record CampaignStepView(
    int Number, CampaignAction Action, CampaignState? FromState, CampaignState ToState, [property: Id] string? CreativeId, string? Note, DateTime CreatedAt)
{
    /// <summary>The reader's id; null: the clock.</summary>
    [Ignore]
    public required long? ActorId { get; init; }

    /// <summary>The campaign's row.</summary>
    [Ignore]
    public required long CampaignId { get; init; }

    public static CampaignStepView From(CampaignStep row) => new(
        row.Number, row.Action, row.FromState, row.ToState, row.CreativeId is { } id ? CreativeView.FormatId(id) : null, row.Note, row.CreatedAt)
    { ActorId = row.ActorId, CampaignId = row.CampaignId };
}
