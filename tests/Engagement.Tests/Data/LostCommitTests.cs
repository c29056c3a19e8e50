using System.Data.Common;
using Engagement.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Tests.Data;

/// <summary>The connection is lost at commit, and then once more, or for good, at the question whether it held.</summary>
public sealed class LostCommitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bar_of_a_lost_commit_is_not_taken_for_its_marker()
    {
        var losses = new Losses();
        await using var file = new SqliteFile(losses);
        losses.Armed = true;

        var (attempts, fault) = await WriteAsync(file);

        Assert.Null(fault);
        Assert.Equal((2, 2), (attempts, losses.Count));
        Assert.Equal(1, await CountAsync(file));
    }

    [Fact]
    public async Task A_commit_that_nobody_can_ask_about_is_not_tried_again()
    {
        var outage = new Outage();
        await using var file = new SqliteFile(outage);
        outage.Begins = true;

        var (attempts, fault) = await WriteAsync(file);

        outage.Ends();
        Assert.IsType<UnsettledException>(fault);
        Assert.Equal((1, 1), (attempts, await CountAsync(file)));
    }

    /// <summary>Writes one row, whatever the time that passes; how often the work ran, and what it ended with.</summary>
    private static Task<(int Attempts, Exception? Fault)> WriteAsync(SqliteFile file)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        return WriteAsync(file.Transactions(time: time), time);
    }

    private static async Task<(int Attempts, Exception? Fault)> WriteAsync(WriteTransactions transactions, FakeTimeProvider time)
    {
        var attempts = 0;
        var running = transactions.RunAsync((write, _) =>
        {
            attempts++;
            write.Db.Add(new IdempotencyKey { CallerId = 1, Key = "k", InputHash = "", WriteId = 1, ArticleId = 1, Seq = 1, CreatedAt = write.Now });
            return Task.FromResult(true);
        }, Cancel);
        for (; !running.IsCompleted; await Task.Yield())
            time.Advance(TimeSpan.FromSeconds(1));
        return (attempts, await Record.ExceptionAsync(() => running));
    }

    private static async Task<int> CountAsync(SqliteFile file)
    {
        await using var db = file.OpenContext();
        return await db.Set<IdempotencyKey>().CountAsync(Cancel);
    }

    private static SqliteException Fault() => new("database is locked", 5);

    /// <summary>Loses the first commit before the database hears of it, and the answer to the next insert of a marker.</summary>
    private sealed class Losses : DbTransactionInterceptor, ISaveChangesInterceptor
    {
        public bool Armed { get; set; }
        public int Count { get; private set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (!Armed || Count > 0)
                return ValueTask.FromResult(result);
            Count++;
            throw Fault();
        }

        public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (Count != 1)
                return ValueTask.FromResult(result);
            Count++;
            throw Fault();
        }
    }

    /// <summary>A database whose commit holds, and that cannot be reached from then on.</summary>
    private sealed class Outage : DbTransactionInterceptor, IDbCommandInterceptor
    {
        private bool _isOut;

        public bool Begins { get; set; }

        public void Ends() => Begins = _isOut = false;

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            (_isOut = Begins) ? throw Fault() : Task.CompletedTask;

        public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            _isOut ? throw Fault() : ValueTask.FromResult(result);

        public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            _isOut ? throw Fault() : ValueTask.FromResult(result);
    }
}
