using Engagement.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Data;

public sealed class WriteTransactionsTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transient_fault_is_tried_again_from_the_start_and_written_once()
    {
        var attempts = 0;
        await _file.Transactions().RunAsync((write, _) =>
        {
            Add(write, 1);
            return ++attempts < 3 ? throw Busy() : Task.FromResult(true);
        }, Cancel);

        Assert.Equal(3, attempts);
        Assert.Equal([1], await ReadAsync());
    }

    [Fact]
    public async Task A_fault_that_stays_is_thrown_after_the_attempts_that_the_options_say()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<SqliteException>(() => _file.Transactions(new WriteOptions { Attempts = 2 }).RunAsync<bool>((_, _) =>
        {
            attempts++;
            throw Busy();
        }, Cancel));

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_bug_is_not_tried_again_and_writes_nothing()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _file.Transactions().RunAsync<bool>((write, _) =>
        {
            attempts++;
            Add(write, 1);
            throw new InvalidOperationException();
        }, Cancel));

        Assert.Equal(1, attempts);
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_ended_and_writes_nothing()
    {
        var transactions = _file.Transactions(new WriteOptions { Timeout = TimeSpan.FromSeconds(1) });

        await Assert.ThrowsAsync<TimeoutException>(() => transactions.RunAsync(async (write, cancel) =>
        {
            Add(write, 1);
            await Task.Delay(Timeout.Infinite, cancel);
            return true;
        }, Cancel));
        await transactions.RunAsync((write, _) => Task.FromResult(Add(write, 2)), Cancel);

        Assert.Equal([2], await ReadAsync());
    }

    [Fact]
    public async Task Work_that_does_not_listen_is_left_alone_and_may_not_commit_any_more()
    {
        var transactions = _file.Transactions(new WriteOptions { Timeout = TimeSpan.FromSeconds(1) });
        var silence = new TaskCompletionSource();

        await Assert.ThrowsAsync<TimeoutException>(() => transactions.RunAsync(async (write, _) =>
        {
            await silence.Task;
            return Add(write, 1);
        }, Cancel));
        silence.SetResult();
        await transactions.RunAsync((write, _) => Task.FromResult(Add(write, 2)), Cancel); // after the other: there is one writer

        Assert.Equal([2], await ReadAsync());
    }

    [Fact]
    public void Whoever_comes_to_a_commit_late_finds_its_right_taken_away()
    {
        var late = new CommitRight();
        Assert.Null(late.TryTakeAway());
        Assert.Throws<OperationCanceledException>(() => late.Use(7));
        Assert.Null(late.TryTakeAway());

        var early = new CommitRight();
        early.Use(7);
        Assert.Equal(7, early.TryTakeAway());
    }

    [Fact]
    public async Task Work_that_changes_nothing_leaves_nothing()
    {
        Assert.Equal(7, await _file.Transactions().RunAsync((_, _) => Task.FromResult(7), Cancel));

        await using var db = _file.OpenContext();
        Assert.Empty(await db.Set<CommitMarker>().ToListAsync(Cancel));
    }

    [Fact]
    public async Task Writers_of_one_process_come_one_after_the_other_in_the_order_of_their_coming()
    {
        var transactions = _file.Transactions();
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        var order = new List<long>();
        var first = transactions.RunAsync(async (write, _) =>
        {
            entered.SetResult();
            await leave.Task;
            order.Add(0);
            return Add(write, 1);
        }, Cancel);
        await entered.Task;

        var rest = Enumerable.Range(2, 20).Select(i => transactions.RunAsync((write, _) =>
        {
            order.Add(i);
            return Task.FromResult(Add(write, i));
        }, Cancel)).ToList();
        Assert.Empty(order);
        leave.SetResult();
        await Task.WhenAll([first, .. rest]);

        Assert.Equal([0, .. Enumerable.Range(2, 20).Select(i => (long)i)], order);
        Assert.Equal(21, (await ReadAsync()).Count);
    }

    public async ValueTask DisposeAsync() => await _file.DisposeAsync();

    private static bool Add(WriteTransaction write, long callerId)
    {
        write.Db.Add(new IdempotencyKey { CallerId = callerId, Key = "k", InputHash = "", WriteId = 1, ArticleId = 1, Seq = 1, CreatedAt = write.Now });
        return true;
    }

    private async Task<List<long>> ReadAsync()
    {
        await using var db = _file.OpenContext();
        return await db.Set<IdempotencyKey>().Select(k => k.CallerId).Order().ToListAsync(Cancel);
    }

    private static SqliteException Busy() => new("database is locked", 5);
}
