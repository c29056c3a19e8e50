using Engagement.Comments;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>The newest rows that hang on each of many comments: one statement, and a bounded number of rows for each.</summary>
internal static class LatestOfComments
{
    /// <summary>The most rows for one comment.</summary>
    public const int Most = 100;

    /// <summary>
    /// Not tracked, in no order. The comments stand first in a CROSS JOIN because SQLite keeps its order: by itself it reads the
    /// whole table in the order of an index, which saves it sorting a few rows.
    /// </summary>
    /// <param name="db">Where.</param>
    /// <param name="dialect">Its engine's.</param>
    /// <param name="table">Has the columns ArticleId and Seq.</param>
    /// <param name="newestFirst">The ORDER BY within one comment.</param>
    /// <param name="keys">The comments.</param>
    /// <param name="cancel">Ends the statement.</param>
    public static Task<List<T>> ReadAsync<T>(
        EngagementDbContext db, SqlDialect dialect, string table, string newestFirst, IEnumerable<CommentKey> keys, CancellationToken cancel)
        where T : class =>
        db.FromSql<T>(
            dialect,
            d => $$"""
                SELECT t.* FROM (
                    SELECT x.*, ROW_NUMBER() OVER (PARTITION BY x."ArticleId", x."Seq" ORDER BY {{newestFirst}}) AS "RowNumber"
                    FROM {{d.Rows("{0}", ("a", SqlType.Long), ("s", SqlType.Long))}} CROSS JOIN "{{table}}" AS x
                    WHERE x."ArticleId" = r."a" AND x."Seq" = r."s") AS t
                WHERE t."RowNumber" <= {1}
                """,
            SqlStatements.Json(keys.Distinct().Select(k => new { a = k.ArticleId, s = k.Seq })), Most).AsNoTracking().ToListAsync(cancel);
}
