namespace Engagement.Data;

/// <summary>Rows in which a transaction counts: those that are there were read under the lock, the others are made when they are needed.</summary>
internal static class TrackedRows
{
    /// <summary>The row of a key; made and added if there is none.</summary>
    /// <param name="db">Tracks them.</param>
    /// <param name="rows">All that there are, by key.</param>
    /// <param name="key">Of the row.</param>
    /// <param name="make">Makes one without counts.</param>
    public static TRow RowOf<TKey, TRow>(this EngagementDbContext db, Dictionary<TKey, TRow> rows, TKey key, Func<TRow> make)
        where TKey : notnull
        where TRow : class
    {
        if (!rows.TryGetValue(key, out var row))
            rows.Add(key, row = db.Add(make()).Entity);
        return row;
    }
}
