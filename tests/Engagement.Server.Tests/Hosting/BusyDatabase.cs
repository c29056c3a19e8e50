using Engagement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

/// <summary>Holds the locks of all articles, so that every write waits until this is disposed.</summary>
internal sealed class BusyDatabase : IAsyncDisposable
{
    private readonly EngagementDbContext _db;
    private readonly IDbContextTransaction _transaction;

    private BusyDatabase(EngagementDbContext db, IDbContextTransaction transaction) => (_db, _transaction) = (db, transaction);

    public static async Task<BusyDatabase> OfAsync(TestDatabase database)
    {
        var cancel = TestContext.Current.CancellationToken;
        var db = database.OpenContext();
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("UPDATE \"Articles\" SET \"Version\" = \"Version\"", cancel);
        return new BusyDatabase(db, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.RollbackAsync();
        await _transaction.DisposeAsync();
        await _db.DisposeAsync();
    }
}
