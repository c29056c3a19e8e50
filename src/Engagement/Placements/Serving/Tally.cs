namespace Engagement.Placements.Serving;

/// <summary>Counts in memory, of any number of threads, until somebody takes what was counted.</summary>
internal sealed class Tally<TKey>
    where TKey : notnull
{
    private readonly Lock _counting = new();
    private Dictionary<TKey, int> _counts = [];

    /// <summary>Adds all of them, or none of them yet: nobody takes a part.</summary>
    public void Add(IEnumerable<KeyValuePair<TKey, int>> counts)
    {
        lock (_counting)
            foreach (var (key, count) in counts)
                _counts[key] = _counts.GetValueOrDefault(key) + count;
    }

    /// <summary>Takes all that was counted since the last time.</summary>
    public Dictionary<TKey, int> Take()
    {
        lock (_counting)
        {
            var counts = _counts;
            _counts = [];
            return counts;
        }
    }
}
