using Engagement.Graph;
using Xunit;

namespace Engagement.Tests.Graph;

public sealed class BatchLoaderTests
{
    [Fact]
    public async Task Keys_asked_for_together_are_fetched_together_and_at_most_a_thousand_at_once()
    {
        var fetched = new List<int>();
        var loader = new BatchLoader<int, string>((keys, _) =>
        {
            fetched.Add(keys.Count);
            return Task.FromResult<IReadOnlyDictionary<int, string>>(keys.ToDictionary(k => k, k => $"{k}"));
        });

        var results = Enumerable.Range(0, 2_001).Select(loader.Load).ToList();
        var values = await Task.WhenAll(results.Select(r => r.GetResultAsync(TestContext.Current.CancellationToken)));

        Assert.Equal([1_000, 1_000, 1], fetched);
        Assert.Equal(Enumerable.Range(0, 2_001).Select(i => $"{i}"), values);
    }

    [Fact]
    public async Task A_fault_is_that_of_the_keys_that_were_fetched_with_it()
    {
        var loader = new BatchLoader<int, string>((keys, _) => keys.Contains(0)
            ? throw new TimeoutException()
            : Task.FromResult<IReadOnlyDictionary<int, string>>(keys.ToDictionary(k => k, k => $"{k}")));

        var results = Enumerable.Range(0, 1_001).Select(loader.Load).ToList();

        await Assert.ThrowsAsync<TimeoutException>(() => results[0].GetResultAsync(TestContext.Current.CancellationToken));
        Assert.Equal("1000", await results[1_000].GetResultAsync(TestContext.Current.CancellationToken));
    }
}
