using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>The clock that all replicas share.</summary>
internal static class DatabaseClock
{
    /// <summary>The database's time, UTC.</summary>
    public static async Task<DateTime> NowAsync(EngagementDbContext db, SqlDialect dialect, CancellationToken cancel) =>
        DateTime.SpecifyKind(
            await db.Query<DateTime>(dialect, d => $"SELECT {d.UtcNow} AS \"Value\"").SingleAsync(cancel),
            DateTimeKind.Utc);
}
