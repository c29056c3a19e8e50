using Engagement.Articles;
using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Shares;

/// <summary>What the rows of a report are about.</summary>
public enum ShareReportBy
{
    /// <summary>A day of the site, such as 2026-11-26; in order of time.</summary>
    Day,

    /// <summary>An article, by the publisher's key; what was shared most comes first.</summary>
    Article,

    /// <summary>A channel; in the order of the enum.</summary>
    Channel,

    /// <summary>An author, who has all that was shared of an article, also where it has several; what was shared most comes first.</summary>
    Author,
}

/// <summary>One row of a report of shares.</summary>
/// <param name="Key">What it is about: a day, the key of an article, a channel or an author.</param>
/// <param name="Channel">In a report by channel; else null.</param>
/// <param name="Intents">Uses of share buttons.</param>
/// <param name="Completions">Those of which the page heard that the link was handed over.</param>
/// <param name="Visits">Readers who came through shared links, each once a day, article and channel.</param>
/// <param name="Filtered">What looked like one of these and was no reader's doing, by reason; not in the numbers before.</param>
internal sealed record ShareReportRow(string Key, ShareChannel? Channel, int Intents, int Completions, int Visits, IReadOnlyList<FilteredCount> Filtered);

/// <summary>Adds up what was shared over days.</summary>
internal sealed class ShareReport(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect)
{
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day; it is in the report.</param>
    /// <param name="by">What the rows are about.</param>
    /// <param name="articleId">Only this article; null: all.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Rows with a number above 0.</returns>
    public async Task<IReadOnlyList<ShareReportRow>> ReadAsync(DateOnly first, DateOnly last, ShareReportBy by, long? articleId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return by switch
        {
            ShareReportBy.Day => [.. (await SumAsync<DateOnly>(db, "Day", first, last, articleId, cancel)).OrderBy(s => s.Key).Select(s => s.Value.Row($"{s.Key:O}"))],
            ShareReportBy.Channel => [.. (await SumAsync<int>(db, "Channel", first, last, articleId, cancel)).OrderBy(s => s.Key)
                .Select(s => s.Value.Row(ShareChannels.Of((ShareChannel)s.Key).Name, (ShareChannel)s.Key))],
            ShareReportBy.Article => await NamedAsync(db, await SumAsync<long>(db, "ArticleId", first, last, articleId, cancel), NamesOfArticlesAsync, cancel),
            ShareReportBy.Author => await NamedAsync(db, await SumAsync<long>(db, "ArticleId", first, last, articleId, cancel), AuthorsAsync, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
        };
    }

    private async Task<Dictionary<TKey, Sums>> SumAsync<TKey>(
        EngagementDbContext db, string column, DateOnly first, DateOnly last, long? articleId, CancellationToken cancel)
        where TKey : notnull
    {
        object[] parameters = articleId is { } id ? [first, last, id] : [first, last];
        var where = $"WHERE \"Day\" >= {{0}} AND \"Day\" <= {{1}}{(articleId is null ? "" : " AND \"ArticleId\" = {2}")}";
        var sums = new Dictionary<TKey, Sums>();
        var shares = db.Query<SharesOf<TKey>>(
            dialect,
            _ => $"""
                SELECT "{column}" AS "Key", {Sum("Intents")}, {Sum("Completions")}, {Sum("Visits")}
                FROM "ShareDays" {where} GROUP BY "{column}"
                """,
            parameters);
        foreach (var row in await shares.ToListAsync(cancel))
            sums.Add(row.Key, new Sums { Intents = row.Intents, Completions = row.Completions, Visits = row.Visits });
        var filtered = db.Query<FilteredOf<TKey>>(
            dialect,
            _ => $"""SELECT "{column}" AS "Key", "Reason", {Sum("Count")} FROM "FilteredShares" {where} GROUP BY "{column}", "Reason" """,
            parameters);
        foreach (var row in await filtered.ToListAsync(cancel))
        {
            if (!sums.TryGetValue(row.Key, out var sum))
                sums.Add(row.Key, sum = new Sums());
            sum.Add((InvalidTrafficReason)row.Reason, row.Count);
        }
        return sums;
    }

    /// <summary>SQL Server adds up in the type of the column, and what PostgreSQL makes of 64 bits has more.</summary>
    private static string Sum(string column) => $"CAST(SUM(CAST(\"{column}\" AS bigint)) AS bigint) AS \"{column}\"";

    private static async Task<List<ShareReportRow>> NamedAsync(
        EngagementDbContext db, Dictionary<long, Sums> byArticle, Func<EngagementDbContext, long[], CancellationToken, Task<ILookup<long, string>>> readNames, CancellationToken cancel)
    {
        var sums = new Dictionary<string, Sums>();
        foreach (var ids in byArticle.Keys.Chunk(1_000))
        {
            var names = await readNames(db, ids, cancel);
            foreach (var id in ids)
                foreach (var name in names[id])
                {
                    if (!sums.TryGetValue(name, out var sum))
                        sums.Add(name, sum = new Sums());
                    sum.Add(byArticle[id]);
                }
        }
        return [.. sums.OrderByDescending(s => s.Value.Intents + s.Value.Visits).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Row(s.Key))];
    }

    private static async Task<ILookup<long, string>> NamesOfArticlesAsync(EngagementDbContext db, long[] ids, CancellationToken cancel) =>
        (await db.Set<Article>().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Key }).ToListAsync(cancel)).ToLookup(a => a.Id, a => a.Key);

    private static async Task<ILookup<long, string>> AuthorsAsync(EngagementDbContext db, long[] ids, CancellationToken cancel) =>
        (await db.Set<ArticleTerm>().Where(t => ids.Contains(t.ArticleId) && t.Kind == TermKind.Author).Select(t => new { t.ArticleId, t.Value }).Distinct().ToListAsync(cancel))
            .ToLookup(t => t.ArticleId, t => t.Value);

    private sealed record SharesOf<TKey>(TKey Key, long Intents, long Completions, long Visits);

    private sealed record FilteredOf<TKey>(TKey Key, int Reason, long Count);

    private sealed class Sums
    {
        private readonly SortedDictionary<InvalidTrafficReason, long> _filtered = [];

        public long Intents { get; set; }
        public long Completions { get; set; }
        public long Visits { get; set; }

        public void Add(InvalidTrafficReason reason, long count) => _filtered[reason] = _filtered.GetValueOrDefault(reason) + count;

        public void Add(Sums other)
        {
            (Intents, Completions, Visits) = (Intents + other.Intents, Completions + other.Completions, Visits + other.Visits);
            foreach (var (reason, count) in other._filtered)
                Add(reason, count);
        }

        public ShareReportRow Row(string key, ShareChannel? channel = null) =>
            new(key, channel, GraphInt.Of(Intents), GraphInt.Of(Completions), GraphInt.Of(Visits), [.. _filtered.Select(f => new FilteredCount(f.Key, GraphInt.Of(f.Value)))]);
    }
}
