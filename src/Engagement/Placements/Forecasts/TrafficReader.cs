using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Placements.Decision;
using Engagement.Placements.Serving;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Forecasts;

/// <summary>
/// Reads what pages asked for in the last 28 days. What is brought is bounded, however many articles there are: of those with the most
/// traffic each hour of the week, of others their sums, to which the hours of all others are shared out; what is beyond them is
/// taken to be about the same.
/// </summary>
internal sealed class TrafficReader(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, SiteDays days, TimeProvider time)
{
    private const int Chunk = 1_000;

    /// <summary>Before a slot was measured, half of what is filled is taken to be seen, as if that had been measured of so many.</summary>
    private const double PriorFilled = 100, PriorRate = 0.5;

    /// <summary>Articles whose hours are their own.</summary>
    public int MostSingle { get; init; } = 500;

    /// <summary>Articles in all.</summary>
    public int MostArticles { get; init; } = 10_000;

    public async Task<TrafficHistory> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = UtcMilliseconds.Cut(now.AddDays(-TrafficHistory.Days));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var hours = db.Set<SlotHour>().Where(h => h.Hour >= since);
        var oldest = await hours.Select(h => (DateTime?)h.Hour).OrderBy(h => h).FirstOrDefaultAsync(cancel) ?? now;
        var articles = await hours.GroupBy(h => h.ArticleId).Select(g => new { ArticleId = g.Key, Positions = g.Sum(h => (long)h.Positions) })
            .OrderByDescending(a => a.Positions).ThenBy(a => a.ArticleId).Select(a => a.ArticleId).Take(MostArticles).ToListAsync(cancel);
        var single = articles.Take(MostSingle).ToList();
        var own = await HoursAsync(hours.Where(h => single.Contains(h.ArticleId)), cancel);
        var rest = Less(await HoursOfAllAsync(hours, cancel), own.Values);
        var pages = new List<PageTraffic>();
        foreach (var ids in articles.Chunk(Chunk))
        {
            var sums = (await SumsAsync(hours.Where(h => ids.Contains(h.ArticleId)), cancel)).ToLookup(s => s.ArticleId);
            foreach (var page in await ReadPagesAsync(db, ids, now, cancel))
                pages.Add(new(page, own.GetValueOrDefault(page.ArticleId) ?? [], own.ContainsKey(page.ArticleId) ? new() : sums[page.ArticleId].ToDictionary(s => s.SlotId, s => (double)s.Positions)));
        }
        return new(pages, rest, TimesBetween(oldest, now), await ReadRatesAsync(db, days.Of(since), cancel));
    }

    private double[] TimesBetween(DateTime oldest, DateTime now)
    {
        var times = new double[TrafficHistory.HoursOfWeek];
        for (var hour = oldest; hour < now; hour = hour.AddHours(1))
            times[days.WeekHourOf(hour)] += Math.Min(1, (now - hour).TotalHours);
        return times;
    }

    private static async Task<Dictionary<long, Dictionary<long, long[]>>> HoursAsync(IQueryable<SlotHour> hours, CancellationToken cancel)
    {
        var sums = await hours.GroupBy(h => new { h.ArticleId, h.SlotId, h.WeekHour })
            .Select(g => new HourSum(g.Key.ArticleId, g.Key.SlotId, g.Key.WeekHour, g.Sum(h => (long)h.Positions))).ToListAsync(cancel);
        return sums.GroupBy(s => s.ArticleId).ToDictionary(article => article.Key, BySlot);
    }

    private static async Task<Dictionary<long, long[]>> HoursOfAllAsync(IQueryable<SlotHour> hours, CancellationToken cancel) => BySlot(
        await hours.GroupBy(h => new { h.SlotId, h.WeekHour }).Select(g => new HourSum(0, g.Key.SlotId, g.Key.WeekHour, g.Sum(h => (long)h.Positions))).ToListAsync(cancel));

    private static Task<List<ArticleSum>> SumsAsync(IQueryable<SlotHour> hours, CancellationToken cancel) => hours
        .GroupBy(h => new { h.ArticleId, h.SlotId }).Select(g => new ArticleSum(g.Key.ArticleId, g.Key.SlotId, g.Sum(h => (long)h.Positions))).ToListAsync(cancel);

    private static Dictionary<long, long[]> BySlot(IEnumerable<HourSum> sums) => sums.GroupBy(s => s.SlotId).ToDictionary(slot => slot.Key, slot =>
    {
        var hours = new long[TrafficHistory.HoursOfWeek];
        foreach (var sum in slot)
            hours[sum.WeekHour] = sum.Positions;
        return hours;
    });

    /// <summary>What the single ones leave of all; decisions are counted meanwhile, so that it may be a little less than nothing.</summary>
    private static Dictionary<long, long[]> Less(Dictionary<long, long[]> all, IEnumerable<Dictionary<long, long[]>> singles)
    {
        foreach (var (slot, hours) in singles.SelectMany(s => s))
            for (var hour = 0; hour < hours.Length && all.ContainsKey(slot); hour++)
                all[slot][hour] = Math.Max(0, all[slot][hour] - hours[hour]);
        return all;
    }

    /// <summary>Pages as they are now: what was asked for beside an article that was merged into another is asked for beside that one.</summary>
    private static async Task<IEnumerable<PageContext>> ReadPagesAsync(EngagementDbContext db, long[] ids, DateTime now, CancellationToken cancel)
    {
        var asked = await db.Set<Article>().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, StaysId = a.MergedIntoId ?? a.Id }).ToListAsync(cancel);
        var stay = asked.Select(a => a.StaysId).Distinct().ToList();
        var articles = await db.Set<Article>().AsNoTracking().Where(a => stay.Contains(a.Id) && a.State == ArticleState.Published && a.MergedIntoId == null).ToDictionaryAsync(a => a.Id, cancel);
        var terms = (await db.Set<ArticleTerm>().AsNoTracking().Where(t => stay.Contains(t.ArticleId)).ToListAsync(cancel)).ToLookup(t => (t.ArticleId, t.Kind), t => t.Value);
        var reported = (await db.Set<QueueItem>().Where(q => stay.Contains(q.ArticleId) && q.Kind == QueueKind.Reported).Select(q => q.ArticleId).Distinct().ToListAsync(cancel)).ToHashSet();
        return
        [
            .. from page in asked
               where articles.ContainsKey(page.StaysId)
               select PageReader.Of(articles[page.StaysId], kind => [.. terms[(page.StaysId, kind)]], reported.Contains(page.StaysId), now) with { ArticleId = page.Id },
        ];
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

    private sealed record ArticleSum(long ArticleId, long SlotId, long Positions);

    private sealed record HourSum(long ArticleId, long SlotId, int WeekHour, long Positions);

    private sealed record SlotSum(long SlotId, long Sum);
}
