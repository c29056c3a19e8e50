using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.SqlServer.Tests.Product;

/// <summary>Loses the answer to a commit that held, once each time it is asked to.</summary>
internal sealed class LostCommit : DbTransactionInterceptor
{
    private const int Busy = 5;
    private int _wanted;

    public void LoseNext() => Volatile.Write(ref _wanted, 1);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _wanted, 0) == 1 ? throw new SqliteException("The connection was lost.", Busy) : Task.CompletedTask;
}
