using System.Data.Common;
using Engagement.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Tests.Data;

public sealed class UnsettledCommitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_that_nobody_can_ask_about_is_not_tried_again()
    {
        var outage = new Outage();
        await using var file = new SqliteFile(outage);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var attempts = 0;
        outage.Begins = true;

        var running = file.Transactions(time: time).RunAsync((write, _) =>
        {
            attempts++;
            write.Db.Add(new IdempotencyKey { CallerId = 1, Key = "k", InputHash = "", WriteId = 1, ArticleId = 1, Seq = 1, CreatedAt = write.Now });
            return Task.FromResult(true);
        }, Cancel);
        for (; !running.IsCompleted; await Task.Yield())
            time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<UnsettledException>(() => running);

        outage.Ends();
        await using var db = file.OpenContext();
        Assert.Equal(1, attempts);
        Assert.Single(await db.Set<IdempotencyKey>().ToListAsync(Cancel));
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

        private static SqliteException Fault() => new("database is locked", 5);
    }
}
