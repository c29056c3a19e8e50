using Engagement.Counts.Traffic;

namespace Engagement.Placements.Events;

/// <summary>What happened to a placement. A click implies that it could be seen, and that that it was rendered.</summary>
internal enum EventKind
{
    /// <summary>It began to render.</summary>
    Impression = 1,

    /// <summary>Half of its pixels were in a visible tab for a continuous second (MRC, Viewable Ad Impression Measurement Guidelines, 2014).</summary>
    Viewable = 2,

    /// <summary>It was clicked.</summary>
    Click = 3,
}

/// <summary>
/// One event of one token, valid or not: the key lets each count once, on whichever replica. Kept for a while, so that what is
/// counted can be shown and recounted; the sums stay.
/// </summary>
internal sealed class PlacementEvent
{
    /// <summary>Milliseconds since 1970, of the decision.</summary>
    public required long DecidedAt { get; init; }

    public required long Nonce { get; init; }
    public required EventKind Kind { get; init; }

    /// <summary>Why it is no reader's doing; 0: it is one's.</summary>
    public required InvalidTrafficReason Invalid { get; init; }

    /// <summary>Of the decision: to which the event belongs.</summary>
    public required DateOnly Day { get; init; }

    public required long CampaignId { get; init; }
    public required long CreativeId { get; init; }
    public required long ArticleId { get; init; }
    public required long SlotId { get; init; }

    /// <summary>From 0.</summary>
    public required int Position { get; init; }

    /// <summary>
    /// Of the decision, its bits as a signed number: with it and the campaigns, rates, budgets and page of that moment, which are not kept,
    /// the decision is the same. Null of what older versions wrote.
    /// </summary>
    public required long? Seed { get; init; }

    public required EventOutcome Outcome { get; init; }

    /// <summary>Of a valid impression: whether a script told anything of its token, see <see cref="PlacementDay.Measurable"/>. Null of others, and of what older versions wrote.</summary>
    public required bool? IsMeasured { get; set; }

    /// <summary>UTC, when it was counted.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>What an event did to its campaign's budget.</summary>
internal enum EventOutcome
{
    /// <summary>It is not what the campaign is billed by.</summary>
    None = 0,

    /// <summary>One unit of the goal.</summary>
    Billed = 1,

    /// <summary>It came when the budget was used up, and costs nothing.</summary>
    OverDelivery = 2,
}
