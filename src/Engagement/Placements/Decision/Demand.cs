using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>What a campaign still wants of a forecast.</summary>
internal sealed class Demand
{
    /// <summary>One click in 1,000 viewable impressions is assumed as if it had been seen in so many: Beta(1, 999).</summary>
    private const double PriorViewables = 1_000;

    private const double PriorClicks = 1;

    /// <summary>Of the limit of a day to come: what a day with little traffic leaves of it, one with much cannot make up for.</summary>
    private const double CountedOn = 0.95;

    /// <summary>Viewable impressions that are planned for each day of who bought days: until one came, the rate rises as less of the day is left.</summary>
    private const double PerDay = 3;

    /// <summary>Of its goal: by so much it may be ahead of even.</summary>
    private const double AheadOfEven = 0.05;

    /// <summary>What of its goal has to be found for it: each day up to its limit is enough, though the plan counts on less.</summary>
    public static double NeededOf(LiveCampaign live, double units) => units * (live.Daily is null ? 1 : CountedOn);

    public Demand(int campaign, int category, LiveCampaign live, Delivered delivered, DateOnly today)
    {
        Campaign = campaign;
        Category = category;
        Live = live;
        Today = today.DayNumber;
        From = Math.Max(Today, live.StartsOn.DayNumber);
        To = live.EndsOn.DayNumber;
        IsRoadblock = live.Rules.Roadblock;
        var left = live.Total - delivered.Billed;
        IsByDay = live.Goal == CampaignGoal.Days && live.Tier != CampaignTier.House;
        if (live.Goal == CampaignGoal.Days)
            To = (int)Math.Min(To, From + left - (delivered.BilledToday > 0 ? 0 : 1));
        if (IsByDay)
            (Limit, LimitToday) = (PerDay, delivered.BilledToday > 0 ? 0 : PerDay);
        if (live.Tier == CampaignTier.House || live.Goal == CampaignGoal.Days)
            return;
        if (live.Goal == CampaignGoal.ShareOfVoice)
        {
            Share = live.Total / 100.0;
            return;
        }
        var viewables = live.Goal == CampaignGoal.Clicks ? (PriorViewables + delivered.Viewables) / (PriorClicks + delivered.Billed) : 1;
        Units = Math.Max(left, 0) * viewables;
        if (left > 0)
            Ahead = 1 + (AheadOfEven * live.Total / left);
        if (live.Daily is { } daily)
            (Limit, LimitToday) = (CountedOn * daily * viewables, Math.Max(daily - delivered.BilledToday, 0) * viewables);
    }

    /// <summary>Its place in the index.</summary>
    public int Campaign { get; }

    /// <summary>The number of its category, or −1.</summary>
    public int Category { get; }

    public LiveCampaign Live { get; }

    /// <summary>A <see cref="DateOnly.DayNumber"/>, as the other days.</summary>
    public int Today { get; }

    /// <summary>The first day that it still has.</summary>
    public int From { get; }

    /// <summary>The last one.</summary>
    public int To { get; }

    public bool IsRoadblock { get; }

    /// <summary>Whether there is anything to plan it by: not of the publisher's own.</summary>
    public bool IsPlanned => IsByDay || Share is not null || Units is not null;

    /// <summary>The part of all pages that it bought, 0–1; null: it bought none.</summary>
    public double? Share { get; }

    /// <summary>It bought days: it comes first until it is seen on each, and then shares what the others leave.</summary>
    public bool IsByDay { get; }

    /// <summary>Viewable impressions; null: its goal is not a number of events, or it is the publisher's own.</summary>
    public double? Units { get; }

    /// <summary>How much more often than evenly it is served, so that it is ahead by up to a part of its whole goal.</summary>
    public double Ahead { get; } = 1 + AheadOfEven;

    /// <summary>Viewable impressions that are counted on for each day after today.</summary>
    public double Limit { get; } = double.PositiveInfinity;

    public double LimitToday { get; } = double.PositiveInfinity;
}
