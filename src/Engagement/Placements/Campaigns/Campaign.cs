using System.Text.Json;
using Engagement.Data;

namespace Engagement.Placements.Campaigns;

/// <summary>
/// What an advertiser has booked. Its row is the lock of all below it: its creatives, its steps and what is billed of it. It
/// is served only while it is as it was approved.
/// </summary>
internal sealed class Campaign
{
    public const int MaxNameLength = 120;
    public const int MaxOrderNumberLength = 60;

    /// <summary>Those that were approved as they are, and have not ended.</summary>
    public static IReadOnlyList<CampaignState> Booked { get; } = [CampaignState.Approved, CampaignState.Live, CampaignState.Paused];

    /// <summary>Those that decisions look at, served or not.</summary>
    public static IReadOnlyList<CampaignState> Considered { get; } = [CampaignState.InReview, .. Booked];

    private Campaign() { }

    public static Campaign New(long advertiserId, DateTime now) => new() { Id = Ids.New(now), AdvertiserId = advertiserId, CreatedAt = now, CountedAt = now };

    public long Id { get; private set; }
    public long AdvertiserId { get; private set; }

    /// <summary>For those who work with it, never shown to readers.</summary>
    public string Name { get; private set; } = "";

    public CampaignState State { get; private set; } = CampaignState.Draft;

    /// <summary>Whether an admin paused it, and none let it go on since: a review does not.</summary>
    public bool IsHeld { get; private set; }

    public CampaignGoal Goal { get; private set; }

    /// <summary>In units of the goal, 1–2,000,000,000; percent for SHARE_OF_VOICE.</summary>
    public int Total { get; private set; }

    /// <summary>What the total was when it was approved last; null: it never was, or by a version that did not write it down.</summary>
    public int? ApprovedTotal { get; private set; }

    /// <summary>The total of one day of the site; null: no limit.</summary>
    public int? Daily { get; private set; }

    public CampaignTier Tier { get; private set; }
    public PriceModel PriceModel { get; private set; }

    /// <summary>In minor units of the currency.</summary>
    public int PriceMinor { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>The publisher's own, for the statement.</summary>
    public string? OrderNumber { get; private set; }

    /// <summary>The first day, of the site.</summary>
    public DateOnly StartsOn { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly EndsOn { get; private set; }

    /// <summary><see cref="CampaignRules"/> as JSON.</summary>
    public string RulesJson { get; private set; } = "";

    /// <summary>Units billed so far.</summary>
    public int Billed { get; private set; }

    /// <summary>Units of the goal that was approved that it ended without; null until it is finished, or rejected after it ran, and of a share.</summary>
    public int? Shortfall => HasEnded && Goal != CampaignGoal.ShareOfVoice ? Math.Max(0, (ApprovedTotal ?? Total) - Billed) : null;

    private bool HasEnded => State == CampaignState.Finished || (State == CampaignState.Rejected && Viewables > 0);

    /// <summary>Viewable impressions so far, billed or not.</summary>
    public int Viewables { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The database's clock at the last change of it, of a creative or of its advertiser: how replicas notice it.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>The same of what is counted of it.</summary>
    public DateTime CountedAt { get; set; }

    public CampaignRules Rules => JsonSerializer.Deserialize<CampaignRules>(RulesJson) ?? throw new InvalidOperationException($"Campaign {Id} has no rules.");

    /// <summary>Whether it can still be edited.</summary>
    public bool IsOpen => State != CampaignState.Finished;

    /// <summary>Makes it say what was booked.</summary>
    public void Set(CampaignDraft draft)
    {
        (Name, Goal, Total, Daily, Tier) = (draft.Name, draft.Goal, draft.Total, draft.Daily, draft.Tier);
        (PriceModel, PriceMinor, Currency, OrderNumber) = (draft.PriceModel, draft.PriceMinor, draft.Currency, draft.OrderNumber);
        (StartsOn, EndsOn, RulesJson) = (draft.StartsOn, draft.EndsOn, Json(draft.Rules));
    }

    /// <summary>Whether a draft differs in nothing that readers see or that is billed: in the name at most and, if an admin corrects it, the order number.</summary>
    public bool DiffersForTheRecord(CampaignDraft draft, bool isAdmin) =>
        (Goal, Total, Daily, Tier, PriceModel, PriceMinor, Currency, StartsOn, EndsOn, Json(Rules))
            == (draft.Goal, draft.Total, draft.Daily, draft.Tier, draft.PriceModel, draft.PriceMinor, draft.Currency, draft.StartsOn, draft.EndsOn, Json(draft.Rules))
        && (isAdmin || OrderNumber == draft.OrderNumber);

    /// <summary>The first of the terms by which units were billed already that a draft changes; null if there is none, or nothing is billed.</summary>
    /// <param name="draft">What it is to be.</param>
    /// <param name="isAdmin">Who corrects an order number, which statements of past months show as it is now.</param>
    public string? FindBilledTerm(CampaignDraft draft, bool isAdmin) =>
        Billed == 0 ? null
        : draft.Goal != Goal ? "goal"
        : Goal != CampaignGoal.ShareOfVoice && draft.Total < Billed ? "total" // of a share it is percent, and bills nothing by itself
        : draft.PriceModel != PriceModel ? "price.model"
        : draft.PriceMinor != PriceMinor ? "price.amountMinor"
        : draft.Currency != Currency ? "price.currency"
        : draft.OrderNumber != OrderNumber && !isAdmin ? "price.orderNumber"
        : null;

    /// <summary>An admin approves it as it is, which leads to one of three states.</summary>
    public void Approve(CampaignState state)
    {
        ApprovedTotal = Total;
        Move(state);
    }

    public void Move(CampaignState state) => (State, IsHeld) = (state, IsHeld && state is (CampaignState.Paused or CampaignState.InReview or CampaignState.Draft));

    /// <summary>An admin pauses it.</summary>
    public void Hold() => (State, IsHeld) = (CampaignState.Paused, true);

    /// <summary>It is not what was approved any more: who approves looks at it again.</summary>
    public void Reopen() => Move(State switch
    {
        CampaignState.Approved or CampaignState.Live or CampaignState.Paused => CampaignState.InReview,
        CampaignState.Rejected => CampaignState.Draft,
        _ => State,
    });

    /// <summary>Counts one unit of its goal.</summary>
    public void CountBilled() => Billed++;

    /// <summary>Counts one viewable impression.</summary>
    public void CountViewable() => Viewables++;

    private static string Json(CampaignRules rules) => JsonSerializer.Serialize(rules);
}
