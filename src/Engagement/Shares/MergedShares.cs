using Engagement.Articles;
using Engagement.Comments;
using Engagement.Counts;
using Engagement.Counts.Traffic;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Shares;

/// <summary>
/// Adds up the shares of two articles that become one. The codes of both lead to it: that of the row that goes through what
/// it was merged into.
/// </summary>
internal sealed class MergedShares : IMergedRows
{
    public async Task MoveAsync(ArticleWrite write, Article stays, Article goes, CancellationToken cancel)
    {
        var (db, id) = (write.Db, stays.Id);
        await MoveAsync<ShareTally, ShareChannel>(
            db, db.Set<ShareTally>().Where(t => t.ArticleId == goes.Id || t.ArticleId == id), t => t.ArticleId == id, t => t.Channel,
            t => new ShareTally { ArticleId = id, Channel = t.Channel }, Add, cancel);
        await MoveAsync<ShareDay, (DateOnly, ShareChannel)>(
            db, db.Set<ShareDay>().Where(d => d.ArticleId == goes.Id || d.ArticleId == id), d => d.ArticleId == id, d => (d.Day, d.Channel),
            d => new ShareDay { ArticleId = id, Channel = d.Channel, Day = d.Day }, Add, cancel);
        await MoveAsync<ShareHour, DateTime>(
            db, db.Set<ShareHour>().Where(h => h.ArticleId == goes.Id || h.ArticleId == id), h => h.ArticleId == id, h => h.Hour,
            h => new ShareHour { ArticleId = id, Hour = h.Hour }, (to, from) => (to.Shares, to.Callers) = (to.Shares + from.Shares, to.Callers + from.Callers), cancel);
        await MoveAsync<FilteredShares, (DateOnly, ShareChannel, InvalidTrafficReason)>(
            db, db.Set<FilteredShares>().Where(f => f.ArticleId == goes.Id || f.ArticleId == id), f => f.ArticleId == id, f => (f.Day, f.Channel, f.Reason),
            f => new FilteredShares { ArticleId = id, Channel = f.Channel, Day = f.Day, Reason = f.Reason }, (to, from) => to.Count += from.Count, cancel);
        await MoveAsync<ShareMark, (long, DateOnly, ShareChannel, ShareEventKind)>(
            db, db.Set<ShareMark>().Where(m => m.ArticleId == goes.Id || m.ArticleId == id), m => m.ArticleId == id, m => (m.Caller, m.Day, m.Channel, m.Kind),
            m => new ShareMark { ArticleId = id, Caller = m.Caller, Channel = m.Channel, Kind = m.Kind, Day = m.Day }, Add, cancel);
    }

    private static void Add(IShareCounts to, IShareCounts from) =>
        (to.Intents, to.Completions, to.Visits) = (to.Intents + from.Intents, to.Completions + from.Completions, to.Visits + from.Visits);

    private static void Add(ShareMark to, ShareMark from) =>
        (to.Count, to.CountedAt) = (to.Count + from.Count, to.CountedAt > from.CountedAt ? to.CountedAt : from.CountedAt);

    private static async Task MoveAsync<TRow, TKey>(
        EngagementDbContext db, IQueryable<TRow> rows, Func<TRow, bool> stays, Func<TRow, TKey> key, Func<TRow, TRow> make, Action<TRow, TRow> add, CancellationToken cancel)
        where TRow : class
        where TKey : notnull
    {
        var all = await rows.ToListAsync(cancel);
        var kept = all.Where(stays).ToDictionary(key);
        foreach (var row in all.Where(r => !stays(r)))
        {
            if (!kept.TryGetValue(key(row), out var into))
                kept.Add(key(row), into = db.Add(make(row)).Entity);
            add(into, row);
            db.Remove(row);
        }
    }
}
