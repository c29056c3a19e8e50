using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Events;

/// <summary>What a campaign pays for, and how much of it.</summary>
/// <param name="Goal">What one unit is.</param>
/// <param name="Total">Units.</param>
/// <param name="Daily">Units of one day; null: no limit.</param>
internal readonly record struct Budget(CampaignGoal Goal, long Total, long? Daily)
{
    /// <summary>What an event does to it.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="billed">Units so far.</param>
    /// <param name="ofDay">Those of the event's day.</param>
    public EventOutcome OutcomeOf(EventKind kind, long billed, long ofDay) =>
        kind != (Goal == CampaignGoal.Clicks ? EventKind.Click : EventKind.Viewable) ? EventOutcome.None
        : Goal switch
        {
            CampaignGoal.ShareOfVoice => EventOutcome.Billed,
            CampaignGoal.Days when ofDay > 0 => EventOutcome.None, // the day is billed
            CampaignGoal.Days => billed < Total ? EventOutcome.Billed : EventOutcome.OverDelivery,
            _ => billed < Total && !(ofDay >= Daily) ? EventOutcome.Billed : EventOutcome.OverDelivery,
        };
}
