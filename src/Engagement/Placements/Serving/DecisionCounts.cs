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

    /// <summary>Counts each position that was asked for, and for each share the page.</summary>
    /// <param name="articleId">The page's.</param>
    /// <param name="decision">What was chosen.</param>
    /// <param name="now">UTC.</param>
    public void Add(long articleId, PageDecision decision, DateTime now)
    {
        var (day, hour) = (days.Of(now), now.Date.AddHours(now.Hour));
        foreach (var slot in decision.Slots)
            foreach (var placement in slot.Positions)
                Positions.Add(new(day, hour, articleId, slot.Slot.Id, placement?.Creative.Id ?? 0));
        foreach (var share in decision.Shares)
            Shares.Add(new(day, share));
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
