using Engagement.Data;
using Engagement.Placements.Decision;

namespace Engagement.Placements.Serving;

/// <summary>Counts decisions in memory until they are added to the database; what a process that dies had counted since is lost, and nothing is billed by it.</summary>
internal sealed class DecisionCounts(SiteDays days)
{
    /// <summary>Positions of pages.</summary>
    public Tally<DecisionKey> Positions { get; } = new();

    /// <summary>Pages of which somebody is to have a share.</summary>
    public Tally<ShareKey> Shares { get; } = new();

    /// <summary>Counts each position that was asked for, and for each share the page, if a reader asked for it.</summary>
    /// <param name="articleId">The page's.</param>
    /// <param name="decision">What was chosen.</param>
    /// <param name="now">UTC.</param>
    /// <param name="isReader">Nothing tells that it is a crawler, own staff or another program.</param>
    public void Add(long articleId, PageDecision decision, DateTime now, bool isReader)
    {
        var (day, hour) = (days.Of(now), now.Date.AddHours(now.Hour));
        Positions.Add(
            from slot in decision.Slots
            from placement in slot.Positions
            select KeyValuePair.Create(new DecisionKey(day, hour, articleId, slot.Slot.Id, placement?.Creative.Id ?? 0), 1));
        if (isReader && decision.Shares is not [])
            Shares.Add(decision.Shares.Select(share => KeyValuePair.Create(new ShareKey(day, share), 1)));
    }
}

/// <summary>What decisions are counted by.</summary>
/// <param name="Day">Of the site: where an hour of UTC lies in two days, as in India, it is counted in two.</param>
/// <param name="Hour">UTC, its start.</param>
/// <param name="ArticleId">The page's.</param>
/// <param name="SlotId">The slot's.</param>
/// <param name="CreativeId">0: nothing fitted.</param>
internal readonly record struct DecisionKey(DateOnly Day, DateTime Hour, long ArticleId, long SlotId, long CreativeId);

/// <summary>What pages are counted by of which somebody is to have a share.</summary>
/// <param name="Day">Of the site.</param>
/// <param name="Share">Whose, and whether it stood there.</param>
internal readonly record struct ShareKey(DateOnly Day, ShareOfPage Share);
