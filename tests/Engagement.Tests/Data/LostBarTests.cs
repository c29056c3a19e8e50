using System.Data.Common;
using Engagement.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Tests.Data;

/// <summary>The connection is lost at commit, and then once more at the question whether it held.</summary>
public sealed class LostBarTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bar_of_a_lost_commit_is_not_taken_for_its_marker()
    {
        var losses = new Losses();
        await using var file = new SqliteFile(losses);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var attempts = 0;
        losses.Armed = true;

        var running = file.Transactions(time: time).RunAsync((write, _) =>
        {
            attempts++;
            write.Db.Add(new IdempotencyKey { CallerId = 1, Key = "k", InputHash = "", WriteId = 1, ArticleId = 1, Seq = 1, CreatedAt = write.Now });
            return Task.FromResult(true);
        }, Cancel);
        for (; !running.IsCompleted; await Task.Yield())
            time.Advance(TimeSpan.FromSeconds(1));
        await running;

        Assert.Equal((2, 2), (attempts, losses.Count));
        await using var db = file.OpenContext();
        Assert.Single(await db.Set<IdempotencyKey>().ToListAsync(Cancel));
    }

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

        private static SqliteException Fault() => new("database is locked", 5);
    }
}
