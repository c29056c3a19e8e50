using Engagement.Data;
using Engagement.Placements.Decision;

namespace Engagement.Placements.Serving;

/// <summary>Counts decisions in memory until they are added to the database; what a process that dies had counted since is lost, and nothing is billed by it.</summary>
internal sealed class DecisionCounts(SiteDays days)
{
    private readonly Lock _counting = new();
    private Dictionary<DecisionKey, int> _counts = [];

    /// <summary>Counts each position that was asked for.</summary>
    /// <param name="articleId">The page's.</param>
    /// <param name="decision">What was chosen.</param>
    /// <param name="now">UTC.</param>
    public void Add(long articleId, PageDecision decision, DateTime now)
    {
        var (day, hour) = (days.Of(now), now.Date.AddHours(now.Hour));
        lock (_counting)
            foreach (var slot in decision.Slots)
                foreach (var placement in slot.Positions)
                    Add(new(day, hour, articleId, slot.Slot.Id, placement?.Creative.Id ?? 0), 1);
    }

    /// <summary>Takes all that was counted since the last time.</summary>
    public IReadOnlyDictionary<DecisionKey, int> Take()
    {
        lock (_counting)
        {
            var counts = _counts;
            _counts = [];
            return counts;
        }
    }

    /// <summary>Puts back what could not be written.</summary>
    public void PutBack(IReadOnlyDictionary<DecisionKey, int> counts)
    {
        lock (_counting)
            foreach (var (key, count) in counts)
                Add(key, count);
    }

    private void Add(DecisionKey key, int count) => _counts[key] = _counts.GetValueOrDefault(key) + count;
}

/// <summary>What decisions are counted by.</summary>
/// <param name="Day">Of the site: where an hour of UTC lies in two days, as in India, it is counted in two.</param>
/// <param name="Hour">UTC, its start.</param>
/// <param name="ArticleId">The page's.</param>
/// <param name="SlotId">The slot's.</param>
/// <param name="CreativeId">0: nothing fitted.</param>
internal readonly record struct DecisionKey(DateOnly Day, DateTime Hour, long ArticleId, long SlotId, long CreativeId);
