using Engagement.Articles;
using Engagement.Data;
using Engagement.Discovery.Terms;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Trending;

/// <summary>
/// Ranks what trends at each cut and stores it, so that every replica answers alike until the next one. What is read for it
/// is read beside the writers; the transaction only stores.
/// </summary>
internal sealed class TrendingRanking(
    IDbContextFactory<EngagementDbContext> contexts, WriteTransactions transactions, TrendingActivity activity, TermChanges changes, TrendingMetrics metrics, SqlDialect dialect, TimeProvider time)
{
    /// <summary>Of each list the highest scores; a site with more articles of one window in it shows none of the others.</summary>
    private const int LongestList = 5_000;

    /// <summary>Rows of one statement.</summary>
    private const int Chunk = 1_000;

    private static readonly string[] CutColumn = ["\"Cut\""];

    /// <summary>Ranks if a cut has passed by the database's clock that nobody has ranked at. Returns whether this process did.</summary>
    public async Task<bool> RankIfDueAsync(CancellationToken cancel)
    {
        DateTime cut;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            cut = TrendingRules.CutOf(await DatabaseClock.NowAsync(db, dialect, cancel));
            if (await db.Set<TrendingCut>().AnyAsync(c => c.Cut >= cut, cancel))
                return false;
        }
        return await RankAsync(cut, cancel);
    }

    /// <summary>Ranks at a cut. False, and nothing is stored, if another process was first.</summary>
    public async Task<bool> RankAsync(DateTime cut, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var places = new List<Place>();
        foreach (var within in Enum.GetValues<TrendingWindow>())
            places.AddRange((await activity.ReadAsync(cut, within, cancel))
                .SelectMany(a => TrendingRules.Scores(a).Select(s => new Place((int)within, (int)s.By, a.ArticleId, s.Score)))
                .GroupBy(p => p.By).SelectMany(list => list.OrderByDescending(p => p.Score).ThenByDescending(p => p.ArticleId).Take(LongestList)));
        var stored = await transactions.RunAsync((write, cancelWrite) => StoreAsync(write, cut, places, cancelWrite), cancel);
        changes.Add();
        metrics.Ranked(time.GetElapsedTime(started));
        return stored;
    }

    private static async Task<bool> StoreAsync(WriteTransaction write, DateTime cut, List<Place> places, CancellationToken cancel)
    {
        var isFirst = await write.ExecuteAsync(
            d => d.InsertOrIgnore("\"TrendingCuts\"", CutColumn, ["{1}"], CutColumn, d.Rows("{0}", ("one", SqlType.Long))),
            [SqlStatements.Json([new { one = 1 }]), cut], cancel) > 0;
        if (!isFirst)
            return false;
        foreach (var chunk in places.Chunk(Chunk))
            await write.ExecuteAsync(Insert, [SqlStatements.Json(chunk.Select(p => new { w = p.Within, b = p.By, a = p.ArticleId, s = p.Score })), cut], cancel);
        foreach (var table in (string[])["TrendingScores", "TrendingCuts"])
            await write.ExecuteAsync(_ => $"""DELETE FROM "{table}" WHERE "Cut" < {"{0}"}""", [cut], cancel);
        return true;
    }

    private static string Insert(SqlDialect d) =>
        $$"""
        INSERT INTO "TrendingScores" ("Cut", "Within", "By", "Score", "At", "ArticleId")
        SELECT {1}, r."w", r."b", r."s", COALESCE(a."PublishedAt", a."CreatedAt"), a."Id"
        FROM {{d.Rows("{0}", ("w", SqlType.Long), ("b", SqlType.Long), ("a", SqlType.Long), ("s", SqlType.Long))}} INNER JOIN "Articles" AS a ON a."Id" = r."a"
        WHERE a."State" = {{(int)ArticleState.Published}} AND a."MergedIntoId" IS NULL
        """;

    /// <param name="Within">A <see cref="TrendingWindow"/>.</param>
    /// <param name="By">A <see cref="TrendingBy"/>.</param>
    /// <param name="ArticleId">The article.</param>
    /// <param name="Score">In <see cref="TrendingRules.One"/>ths.</param>
    private sealed record Place(int Within, int By, long ArticleId, long Score);
}
