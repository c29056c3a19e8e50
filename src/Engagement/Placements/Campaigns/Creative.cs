using System.Text.Json;
using Engagement.Placements.Slots;

namespace Engagement.Placements.Campaigns;

/// <summary>
/// What a campaign shows. A row never changes but for being approved and retired: an edit makes another one, so that a click on
/// what was shown leads where it did.
/// </summary>
internal sealed class Creative
{
    public const int MaxHeadlineLength = 120;
    public const int MaxTextLength = 300;
    public const int MaxCallToActionLength = 25;
    public const int MaxAltLength = 200;
    public const int MaxPaidByLength = 120;
    public const int MaxLabelLength = 40;

    private Creative() { }

    public static Creative New(long id, long campaignId, CreativeDraft draft, DateTime now) => new()
    {
        Id = id,
        CampaignId = campaignId,
        CreatedAt = now,
        Kind = draft.Kind,
        Headline = draft.Headline,
        Text = draft.Text,
        CallToAction = draft.CallToAction,
        LandingUrl = draft.LandingUrl,
        ImageJson = Json(draft.Image),
        LogoJson = Json(draft.Logo),
        Label = draft.Label,
        PaidBy = draft.PaidBy,
    };

    public long Id { get; private set; }
    public long CampaignId { get; private set; }
    public CreativeKind Kind { get; private set; }
    public string Headline { get; private set; } = "";
    public string? Text { get; private set; }
    public string? CallToAction { get; private set; }

    /// <summary>Where a click leads; https.</summary>
    public string LandingUrl { get; private set; } = "";

    /// <summary><see cref="CreativeImage"/> as JSON, or null.</summary>
    public string? ImageJson { get; private set; }

    /// <inheritdoc cref="ImageJson"/>
    public string? LogoJson { get; private set; }

    /// <summary>From <see cref="Disclosures.DisclosureLabels"/>; null: the default of the page's language.</summary>
    public string? Label { get; private set; }

    /// <summary>Who paid, if it is not the advertiser.</summary>
    public string? PaidBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it was first approved; null: no reader has seen it, and no link leads where it points.</summary>
    public DateTime? ApprovedAt { get; private set; }

    /// <summary>When it was replaced or removed; null: it is shown while its campaign is served.</summary>
    public DateTime? RetiredAt { get; private set; }

    public CreativeImage? Image => Parse(ImageJson);
    public CreativeImage? Logo => Parse(LogoJson);

    /// <summary>Whether a slot of the format can show it.</summary>
    public bool Fits(PlacementFormat format) => format.Takes(Text is not null, ImageJson is not null);

    public void Approve(DateTime now) => ApprovedAt ??= now;

    public void Retire(DateTime now) => RetiredAt ??= now;

    private static string? Json(CreativeImage? image) => image is null ? null : JsonSerializer.Serialize(image);

    private static CreativeImage? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<CreativeImage>(json);
}
