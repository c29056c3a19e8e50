using System.ComponentModel;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Placements.Campaigns;

/// <summary>What an advertiser books.</summary>
internal sealed record CampaignInput
{
    /// <summary>For those who work with it, never shown to readers: 1–120 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to reach.</summary>
    public required CampaignGoal Goal { get; init; }

    /// <summary>In units of the goal, 1–2,000,000,000; of DAYS at most as many as there are from the first to the last; of SHARE_OF_VOICE percent, 1–100.</summary>
    public required int Total { get; init; }

    /// <summary>The most units of one day, at most `total`; not for DAYS and SHARE_OF_VOICE.</summary>
    public int? Daily { get; init; }

    /// <summary>Who is served before it.</summary>
    [DefaultValue(CampaignTier.Standard)]
    public CampaignTier Tier { get; init; } = CampaignTier.Standard;

    /// <summary>What it costs: a fact for the statement.</summary>
    public required PriceInput Price { get; init; }

    /// <summary>The first day, in the site's time zone.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day; not before the first, at most 731 days in all, and within 3 years.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>Keys of slots, 1–20, none twice.</summary>
    public required IReadOnlyList<string> Slots { get; init; }

    /// <summary>Beside which articles; left out: all.</summary>
    public TargetsInput? Targets { get; init; }

    /// <summary>Beside which articles not, however well they fit; left out: none that are flagged as sensitive.</summary>
    public SafetyInput? Safety { get; init; }

    /// <summary>1–60 characters, kept in lower case: two creatives of one category never stand on one page; left out: it competes with nobody.</summary>
    public string? Category { get; init; }

    /// <summary>All its slots of a page together, one position in each, or none.</summary>
    [DefaultValue(false)]
    public bool Roadblock { get; init; }

    /// <summary>Whether it is political advertising, as it must be declared (Regulation (EU) 2024/900). The site takes none.</summary>
    public required bool Political { get; init; }
}

/// <summary>What a campaign costs.</summary>
/// <param name="Model">For what.</param>
/// <param name="AmountMinor">0–2,000,000,000 minor units of the currency.</param>
/// <param name="Currency">ISO 4217, three capitals.</param>
/// <param name="OrderNumber">The publisher's own, at most 60 characters.</param>
internal sealed record PriceInput(PriceModel Model, int AmountMinor, string Currency, string? OrderNumber);

/// <summary>What an article has to be. Names are compared without regard to case, and channels are written as articles have them; a list has at most 200, of 1–200 characters each.</summary>
/// <param name="Channels">Of its channels.</param>
/// <param name="Keywords">Of its keywords.</param>
/// <param name="Companies">Of the companies that it is about.</param>
/// <param name="Languages">Of its language: `en` is also met by `en-gb`. One without a language meets none.</param>
internal sealed record TargetsInput(TermRuleInput? Channels, TermRuleInput? Keywords, TermRuleInput? Companies, TermRuleInput? Languages);

/// <summary>What the names of one list have to be; an empty list asks nothing.</summary>
internal sealed record TermRuleInput
{
    /// <summary>One of these is there.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Any { get; init; } = [];

    /// <summary>All of these are there.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> All { get; init; } = [];

    /// <summary>None of these is there.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> None { get; init; } = [];
}

/// <summary>Beside what a campaign is not to be seen. Names are compared without regard to case, and channels are written as articles have them; a list has at most 200, of 1–200 characters each.</summary>
internal sealed record SafetyInput
{
    /// <summary>Articles in one of these channels.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Articles with one of these keywords.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Articles about one of these companies.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Companies { get; init; } = [];

    /// <summary>Where the thread is closed.</summary>
    [DefaultValue(false)]
    public bool ClosedThreads { get; init; }

    /// <summary>Where a comment of the thread has open reports.</summary>
    [DefaultValue(false)]
    public bool ReportedThreads { get; init; }

    /// <summary>Beside an article that the publisher flagged as sensitive.</summary>
    [DefaultValue(true)]
    public bool Sensitive { get; init; } = true;
}

/// <summary>A campaign to be made.</summary>
/// <param name="Advertiser">The advertiser's key.</param>
/// <param name="Campaign">What is booked.</param>
/// <param name="IdempotencyKey">1–64 characters, a UUID at best: the same key of the same caller makes one campaign and answers alike for 24 hours.</param>
internal sealed record CreateCampaignInput(string Advertiser, CampaignInput Campaign, string? IdempotencyKey);

/// <summary>What was booked, replaced together: what is left out is none.</summary>
/// <param name="CampaignId">Which.</param>
/// <param name="Campaign">What is booked now.</param>
internal sealed record UpdateCampaignInput([property: Id] string CampaignId, CampaignInput Campaign);

/// <summary>A campaign to be moved to another state.</summary>
/// <param name="CampaignId">Which.</param>
/// <param name="To">Where to; `CampaignState` says what leads where.</param>
/// <param name="Note">For those who work with it, such as why it was rejected; at most 500 characters, 2,000 bytes of UTF-8.</param>
/// <param name="SeenStep">The number of the newest of its `steps` that the caller has looked at; checked if given. APPROVED needs it: nothing is approved that changed since.</param>
internal sealed record MoveCampaignInput([property: Id] string CampaignId, CampaignState To, string? Note, int? SeenStep);

/// <summary>What became of a campaign.</summary>
/// <param name="Campaign">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record CampaignPayload(CampaignView? Campaign, IEnumerable<IUserError> Errors);
