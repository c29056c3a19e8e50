using Engagement.Comments;
using Engagement.Counts;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Trending;

/// <summary>Reads what happened within a window before a cut from the rows themselves, so that what was removed does not count: two statements, by index over the window.</summary>
internal sealed class TrendingActivity(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, SiteDays days)
{
    private const long Hour = 3_600_000;

    public async Task<IReadOnlyList<Activity>> ReadAsync(DateTime cut, TrendingWindow within, CancellationToken cancel)
    {
        var hours = TrendingRules.HoursOf(within);
        var (from, lastHour) = (cut.AddHours(-hours), ShareHour.Of(cut));
        var weights = SqlStatements.Json(Enumerable.Range(0, hours).Select(h => new { h, w = TrendingRules.WeightAt(within, h) }));
        var ofShares = SqlStatements.Json(Enumerable.Range(0, hours + 1).Select(h =>
            new { h, w = TrendingRules.WeightAt(within, Math.Max(0, h - 1)), d = days.Of(lastHour.AddHours(-h)).DayNumber }));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var readers = await db.Query<Activity>(dialect, d => OfReaders(d), from, cut, weights).ToListAsync(cancel);
        var shares = await db.Query<SharedHours>(dialect, d => OfShares(d), from.AddHours(-1), cut, ofShares).ToDictionaryAsync(s => s.ArticleId, cancel);
        return
        [
            .. readers.Select(r => shares.Remove(r.ArticleId, out var s) ? r with { Shares = s.Shares, Callers = s.Callers } : r),
            .. shares.Values.Select(s => new Activity(s.ArticleId, 0, 0, 0, 0, 0, s.Shares, s.Callers)), // those that are left
        ];
    }

    /// <summary>From when, exclusive, until the cut; the weights of whole hours. A reader's comments and reactions are numbered each for itself, and both together.</summary>
    private static string OfReaders(SqlDialect d) =>
        $$"""
        SELECT e."ArticleId" AS "ArticleId",
        CAST(SUM(CASE WHEN e."Kind" = 1 THEN r."w" / e."Nth" ELSE 0 END) AS bigint) AS "Comments",
        CAST(SUM(CASE WHEN e."Kind" = 1 AND e."Nth" = 1 THEN 1 ELSE 0 END) AS bigint) AS "Commenters",
        CAST(SUM(CASE WHEN e."Kind" = 2 THEN r."w" / e."Nth" ELSE 0 END) AS bigint) AS "Reactions",
        CAST(SUM(CASE WHEN e."Kind" = 2 AND e."Nth" = 1 THEN 1 ELSE 0 END) AS bigint) AS "Reactors",
        CAST(SUM(CASE WHEN e."NthOfBoth" = 1 THEN 1 ELSE 0 END) AS bigint) AS "Readers",
        CAST(0 AS bigint) AS "Shares", CAST(0 AS bigint) AS "Callers"
        FROM (
          SELECT u."ArticleId", u."Kind", {{d.Milliseconds("u.\"At\"", "{1}")}} / {{Hour}} AS "Hours",
          ROW_NUMBER() OVER (PARTITION BY u."ArticleId", u."ReaderId", u."Kind" ORDER BY u."At", u."Seq") AS "Nth",
          ROW_NUMBER() OVER (PARTITION BY u."ArticleId", u."ReaderId" ORDER BY u."Kind", u."At", u."Seq") AS "NthOfBoth"
          FROM (
            SELECT "ArticleId", "Seq", "AuthorId" AS "ReaderId", "CreatedAt" AS "At", 1 AS "Kind" FROM "Comments"
            WHERE "CreatedAt" > {0} AND "CreatedAt" <= {1} AND "State" = {{(int)CommentState.Published}}
            UNION ALL
            SELECT "ArticleId", 0, "ReaderId", "CreatedAt", 2 FROM "ArticleReactions" WHERE "CreatedAt" > {0} AND "CreatedAt" <= {1}
            UNION ALL
            SELECT x."ArticleId", x."Seq", x."ReaderId", x."CreatedAt", 2
            FROM "Reactions" AS x INNER JOIN "Comments" AS c ON c."ArticleId" = x."ArticleId" AND c."Seq" = x."Seq"
            WHERE x."CreatedAt" > {0} AND x."CreatedAt" <= {1} AND c."State" = {{(int)CommentState.Published}}
          ) AS u
        ) AS e INNER JOIN {{d.Rows("{2}", ("h", SqlType.Long), ("w", SqlType.Long))}} ON r."h" = e."Hours"
        GROUP BY e."ArticleId"
        """;

    /// <summary>
    /// Hours of which a part is in the window, by how long before the cut they begin; the weights are those of their ends. A caller
    /// is somebody else each day of the site: people are those of the day that has the most.
    /// </summary>
    private static string OfShares(SqlDialect d) =>
        $$"""
        SELECT e."ArticleId" AS "ArticleId", CAST(SUM(e."Shares") AS bigint) AS "Shares", CAST(MAX(e."Callers") AS bigint) AS "Callers"
        FROM (
          SELECT s."ArticleId", SUM(CAST(s."Shares" AS bigint) * r."w") AS "Shares", SUM(CAST(s."Callers" AS bigint)) AS "Callers"
          FROM "ShareHours" AS s
          INNER JOIN {{d.Rows("{2}", ("h", SqlType.Long), ("w", SqlType.Long), ("d", SqlType.Long))}} ON r."h" = {{d.Milliseconds("s.\"Hour\"", "{1}")}} / {{Hour}}
          WHERE s."Hour" > {0} AND s."Hour" < {1}
          GROUP BY s."ArticleId", r."d"
        ) AS e
        GROUP BY e."ArticleId"
        """;

    private sealed record SharedHours(long ArticleId, long Shares, long Callers);
}
