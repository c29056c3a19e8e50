using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Decision;
using Engagement.Placements.Serving;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Forecasts;

/// <summary>Reads what pages asked for in the last 28 days: a few statements, and one for each thousand articles.</summary>
internal sealed class TrafficReader(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, SiteDays days, TimeProvider time)
{
    /// <summary>Before a slot was measured, half of what is filled is taken to be seen, as if that had been measured of so many.</summary>
    private const double PriorFilled = 100, PriorRate = 0.5;

    public async Task<TrafficHistory> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = UtcMilliseconds.Cut(now.AddDays(-TrafficHistory.Days));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var oldest = await db.Set<SlotHour>().Where(h => h.Hour >= since).Select(h => (DateTime?)h.Hour).OrderBy(h => h).FirstOrDefaultAsync(cancel) ?? now;
        var traffic = await ReadTrafficAsync(db, since, cancel);
        var pages = new List<PageTraffic>();
        foreach (var ids in traffic.Keys.Chunk(1_000))
            pages.AddRange((await ReadPagesAsync(db, ids, now, cancel)).Select(p => new PageTraffic(p, traffic[p.ArticleId])));
        return new(pages, (now - oldest).TotalHours / TrafficHistory.HoursOfWeek, await ReadRatesAsync(db, days.Of(since), cancel));
    }

    private async Task<Dictionary<long, Dictionary<long, int[]>>> ReadTrafficAsync(EngagementDbContext db, DateTime since, CancellationToken cancel)
    {
        var traffic = new Dictionary<long, Dictionary<long, int[]>>();
        var sums = db.Query<HourSum>(
            dialect,
            _ => """
                SELECT "ArticleId", "SlotId", "WeekHour", CAST(SUM(CAST("Positions" AS bigint)) AS bigint) AS "Positions"
                FROM "SlotHours" WHERE "Hour" >= {0} GROUP BY "ArticleId", "SlotId", "WeekHour"
                """,
            since);
        foreach (var sum in await sums.ToListAsync(cancel))
        {
            if (!traffic.TryGetValue(sum.ArticleId, out var slots))
                traffic.Add(sum.ArticleId, slots = []);
            if (!slots.TryGetValue(sum.SlotId, out var hours))
                slots.Add(sum.SlotId, hours = new int[TrafficHistory.HoursOfWeek]);
            hours[sum.WeekHour] = GraphInt.Of(sum.Positions);
        }
        return traffic;
    }

    private static async Task<IEnumerable<PageContext>> ReadPagesAsync(EngagementDbContext db, long[] ids, DateTime now, CancellationToken cancel)
    {
        var articles = await db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id) && a.State == ArticleState.Published && a.MergedIntoId == null).ToListAsync(cancel);
        var terms = (await db.Set<ArticleTerm>().AsNoTracking().Where(t => ids.Contains(t.ArticleId)).ToListAsync(cancel)).ToLookup(t => (t.ArticleId, t.Kind), t => t.Value);
        var reported = (await db.Set<QueueItem>().Where(q => ids.Contains(q.ArticleId) && q.Kind == QueueKind.Reported).Select(q => q.ArticleId).Distinct().ToListAsync(cancel)).ToHashSet();
        return articles.Select(a => PageReader.Of(a, kind => [.. terms[(a.Id, kind)]], reported.Contains(a.Id), now));
    }

    private async Task<IReadOnlyDictionary<long, double>> ReadRatesAsync(EngagementDbContext db, DateOnly since, CancellationToken cancel)
    {
        var filled = await SumsAsync(db, "DecisionDays", "Count", "AND \"CreativeId\" <> 0", since, cancel);
        var viewables = await SumsAsync(db, "PlacementDays", "Viewables", "", since, cancel);
        return filled.Keys.Union(viewables.Keys).ToDictionary(
            slot => slot, slot => RateOf(viewables.GetValueOrDefault(slot), filled.GetValueOrDefault(slot)));
    }

    /// <summary>Of a slot that was not measured yet.</summary>
    public static double UnknownRate { get; } = RateOf(0, 0);

    private static double RateOf(long viewables, long filled) => Math.Min(1, (viewables + (PriorFilled * PriorRate)) / (filled + PriorFilled));

    private async Task<Dictionary<long, long>> SumsAsync(EngagementDbContext db, string table, string column, string where, DateOnly since, CancellationToken cancel) =>
        await db.Query<SlotSum>(
            dialect,
            _ => $"""SELECT "SlotId", CAST(SUM(CAST("{column}" AS bigint)) AS bigint) AS "Sum" FROM "{table}" WHERE "Day" >= {"{0}"} {where} GROUP BY "SlotId" """,
            since).ToDictionaryAsync(s => s.SlotId, s => s.Sum, cancel);

    private sealed record HourSum(long ArticleId, long SlotId, int WeekHour, long Positions);

    private sealed record SlotSum(long SlotId, long Sum);
}
