namespace Engagement.Placements.Serving;

/// <summary>Counts in memory, of any number of threads, until somebody takes what was counted.</summary>
internal sealed class Tally<TKey>
    where TKey : notnull
{
    private readonly Lock _counting = new();
    private Dictionary<TKey, int> _counts = [];

    public void Add(TKey key, int count = 1)
    {
        lock (_counting)
            _counts[key] = _counts.GetValueOrDefault(key) + count;
    }

    /// <summary>Takes all that was counted since the last time.</summary>
    public IReadOnlyDictionary<TKey, int> Take()
    {
        lock (_counting)
        {
            var counts = _counts;
            _counts = [];
            return counts;
        }
    }
}
