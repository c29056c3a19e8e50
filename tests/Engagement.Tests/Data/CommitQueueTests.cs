using Engagement.Data;
using Xunit;

namespace Engagement.Tests.Data;

public sealed class CommitQueueTests
{
    [Fact]
    public async Task A_batch_is_what_queued_up_while_the_one_before_was_written()
    {
        await using var writer = new SlowWriter(new WriteOptions());
        var first = writer.Queue.WriteAsync(1);
        Assert.Equal(new[] { 1 }, await writer.BegunAsync());
        var rest = Enumerable.Range(2, 9).Select(writer.Queue.WriteAsync).ToList();
        Assert.Equal(9, writer.Queue.Depth);

        writer.Release();
        Assert.Equal(2, await first);
        Assert.Equal(Enumerable.Range(2, 9), await writer.BegunAsync());
        Assert.All(rest, waiting => Assert.False(waiting.IsCompleted));
        writer.Release();

        Assert.Equal(Enumerable.Range(2, 9).Select(i => 2 * i), await Task.WhenAll(rest));
        Assert.Equal(0, writer.Queue.Depth);
    }

    [Fact]
    public async Task A_batch_takes_no_more_items_than_the_options_say()
    {
        await using var writer = new SlowWriter(new WriteOptions { BatchSize = 2 });
        var first = writer.Queue.WriteAsync(1);
        await writer.BegunAsync();
        var rest = Enumerable.Range(2, 3).Select(writer.Queue.WriteAsync).ToList();
        writer.Release(3);

        Assert.Equal(new[] { 2, 3 }, await writer.BegunAsync());
        Assert.Equal(new[] { 4 }, await writer.BegunAsync());
        await Task.WhenAll([first, .. rest]);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_takes_again_when_there_is_room()
    {
        await using var writer = new SlowWriter(new WriteOptions { QueueLength = 2 });
        var first = writer.Queue.WriteAsync(1);
        await writer.BegunAsync();
        var waiting = new[] { writer.Queue.WriteAsync(2), writer.Queue.WriteAsync(3) };

        var refused = await Assert.ThrowsAsync<OverloadedException>(() => writer.Queue.WriteAsync(4));
        writer.Release();
        await first;
        Assert.Equal(new[] { 2, 3 }, await writer.BegunAsync());
        var later = writer.Queue.WriteAsync(5);
        writer.Release(2);

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(new[] { 4, 6 }, await Task.WhenAll(waiting));
        Assert.Equal(10, await later);
    }

    [Fact]
    public async Task An_unexpected_duplicate_takes_only_its_own_item_along()
    {
        await using var writer = new SlowWriter(new WriteOptions(), items => items.Contains(5) ? throw new DuplicateException() : [.. items.Select(i => 2 * i)]);
        var first = writer.Queue.WriteAsync(1);
        await writer.BegunAsync();
        var rest = Enumerable.Range(2, 7).ToDictionary(i => i, writer.Queue.WriteAsync);
        writer.Release(1_000);
        await first;

        await Assert.ThrowsAsync<DuplicateException>(() => rest[5]);
        rest.Remove(5);
        Assert.Equal(rest.Keys.Select(i => 2 * i), await Task.WhenAll(rest.Values));
    }

    [Fact]
    public async Task Any_other_fault_is_that_of_every_item_of_its_batch_and_of_no_other()
    {
        var faults = 1;
        await using var writer = new SlowWriter(new WriteOptions(), items => items.Contains(3) && faults-- > 0 ? throw new TimeoutException() : [.. items]);
        var first = writer.Queue.WriteAsync(1);
        await writer.BegunAsync();
        var rest = new[] { writer.Queue.WriteAsync(2), writer.Queue.WriteAsync(3) };
        writer.Release(2);
        await first;

        foreach (var failed in rest)
            await Assert.ThrowsAsync<TimeoutException>(() => failed);
        writer.Release();
        Assert.Equal(3, await writer.Queue.WriteAsync(3));
    }

    [Fact]
    public async Task A_batch_with_too_few_results_fails_and_the_queue_goes_on()
    {
        await using var writer = new SlowWriter(new WriteOptions(), items => [.. items.Take(1)]);
        var first = writer.Queue.WriteAsync(1);
        await writer.BegunAsync();
        var rest = new[] { writer.Queue.WriteAsync(2), writer.Queue.WriteAsync(3) };
        writer.Release(3);
        await first;

        await Assert.ThrowsAsync<InvalidOperationException>(() => rest[0]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => rest[1]);
        Assert.Equal(4, await writer.Queue.WriteAsync(4));
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_takes_no_more()
    {
        var writer = new SlowWriter(new WriteOptions());
        var first = writer.Queue.WriteAsync(1);
        await writer.BegunAsync();
        var second = writer.Queue.WriteAsync(2);

        var stopping = writer.Queue.DisposeAsync();
        await Assert.ThrowsAsync<OverloadedException>(() => writer.Queue.WriteAsync(3));
        Assert.False(stopping.IsCompleted);
        writer.Release(2);
        await stopping;

        Assert.Equal(new[] { 2, 4 }, await Task.WhenAll(first, second));
    }
}
