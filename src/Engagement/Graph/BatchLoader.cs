using GraphQL.DataLoader;

namespace Engagement.Graph;

/// <summary>
/// Collects the keys that the fields of one level ask for, and fetches them at once when the first of them is needed.
/// One per request; what was fetched stays until a write, so that one request sees one state of a thing.
/// </summary>
/// <param name="fetch">The values of at most 1,000 keys, by key; a key that is not there has no value.</param>
internal sealed class BatchLoader<TKey, TValue>(Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch)
    where TKey : notnull
    where TValue : class
{
    /// <summary>
    /// Statements have a bounded number of parameters; on SQL Server EF sends more than 2,098 as JSON, whose texts have another
    /// collation than our columns.
    /// </summary>
    private const int Most = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Item> _items = [];
    private List<Item> _waiting = [];

    /// <summary>The value of a key, or null, when the engine comes to need it.</summary>
    public IDataLoaderResult<TValue?> Load(TKey key)
    {
        lock (_lock)
        {
            if (_items.TryGetValue(key, out var known))
                return known;
            var item = new Item(this, key);
            _items.Add(key, item);
            _waiting.Add(item);
            return item;
        }
    }

    /// <summary>What a key that cannot be a key has.</summary>
    public IDataLoaderResult<TValue?> Nothing { get; } = LoaderResults.Of<TValue?>(null);

    /// <summary>Puts in what is known, so that it is not fetched; it takes the place of what was known before.</summary>
    public void Prime(TKey key, TValue value)
    {
        lock (_lock)
            _items[key] = new Item(key, value);
    }

    /// <summary>What is asked for from now on is fetched anew: a write may have changed it.</summary>
    public void Forget()
    {
        lock (_lock)
            _items.Clear();
    }

    private async Task FetchAsync(CancellationToken cancel)
    {
        List<Item> batch;
        lock (_lock)
            (batch, _waiting) = (_waiting, []);
        for (var start = 0; start < batch.Count; start += Most)
            await FetchAsync(batch.GetRange(start, Math.Min(Most, batch.Count - start)), cancel);
    }

    private async Task FetchAsync(List<Item> batch, CancellationToken cancel)
    {
        try
        {
            var values = await fetch([.. batch.Select(i => i.Key)], cancel);
            foreach (var item in batch)
                item.Set(values.GetValueOrDefault(item.Key));
        }
        catch (Exception e)
        {
            foreach (var item in batch)
                item.Fail(e);
        }
    }

    private sealed class Item : IDataLoaderResult<TValue?>
    {
        private readonly BatchLoader<TKey, TValue>? _loader;
        private readonly TaskCompletionSource<TValue?> _value = new();

        public Item(BatchLoader<TKey, TValue> loader, TKey key) => (_loader, Key) = (loader, key);

        /// <summary>One whose value is known.</summary>
        public Item(TKey key, TValue? value)
        {
            Key = key;
            _value.SetResult(value);
        }

        public TKey Key { get; }

        public void Set(TValue? value) => _value.TrySetResult(value);
        public void Fail(Exception exception) => _value.TrySetException(exception);

        public async Task<TValue?> GetResultAsync(CancellationToken cancellationToken = default)
        {
            if (_loader is not null && !_value.Task.IsCompleted)
                await _loader.FetchAsync(cancellationToken);
            return await _value.Task;
        }

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
