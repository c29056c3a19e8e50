using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Engagement.Data.Sqlite;

/// <summary>
/// Lets SQLite itself wait for another process's write: it looks again after 1, 2, 5, 10 … 100 ms. The driver looks once in
/// 150 ms only, and so finds the lock taken again and again while a command writes one transaction after the other.
/// </summary>
internal sealed class ShortWaits : DbConnectionInterceptor
{
    /// <summary>After this the driver goes on waiting, up to its own time-out.</summary>
    private const int Milliseconds = 2_000;

    private ShortWaits() { }

    public static ShortWaits Instance { get; } = new();

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        raw.sqlite3_busy_timeout(((SqliteConnection)connection).Handle, Milliseconds);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
