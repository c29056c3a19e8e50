using Engagement.Articles;
using Engagement.Comments;
using Engagement.Counts;
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
        var id = stays.Id;
        await MoveAsync(write, stays, goes, (ShareTally t) => t.Channel, t => new ShareTally { ArticleId = id, Channel = t.Channel }, Add, cancel);
        await MoveAsync(write, stays, goes, (ShareDay d) => (d.Day, d.Channel), d => new ShareDay { ArticleId = id, Channel = d.Channel, Day = d.Day }, Add, cancel);
        await MoveAsync(write, stays, goes, (ShareHour h) => h.Hour, h => new ShareHour { ArticleId = id, Hour = h.Hour }, Add, cancel);
        await MoveAsync(
            write, stays, goes, (FilteredShares f) => (f.Day, f.Channel, f.Reason),
            f => new FilteredShares { ArticleId = id, Channel = f.Channel, Day = f.Day, Reason = f.Reason }, (to, from) => to.Count += from.Count, cancel);
        await MoveAsync(
            write, stays, goes, (ShareMark m) => (m.Caller, m.Day, m.Channel, m.Kind),
            m => new ShareMark { ArticleId = id, Caller = m.Caller, Channel = m.Channel, Kind = m.Kind, Day = m.Day }, Add, cancel);
    }

    private static void Add(IShareCounts to, IShareCounts from) =>
        (to.Intents, to.Completions, to.Visits) = (to.Intents + from.Intents, to.Completions + from.Completions, to.Visits + from.Visits);

    private static void Add(ShareMark to, ShareMark from) =>
        (to.Count, to.CountedAt) = (to.Count + from.Count, to.CountedAt > from.CountedAt ? to.CountedAt : from.CountedAt);

    private static void Add(ShareHour to, ShareHour from) => (to.Shares, to.Callers) = (to.Shares + from.Shares, to.Callers + from.Callers);

    /// <summary>Of a table with the column ArticleId: what both articles have by one key is added up.</summary>
    private static async Task MoveAsync<TRow, TKey>(
        ArticleWrite write, Article stays, Article goes, Func<TRow, TKey> key, Func<TRow, TRow> make, Action<TRow, TRow> add, CancellationToken cancel)
        where TRow : class
        where TKey : notnull
    {
        var moving = await OfAsync<TRow>(write, goes, cancel);
        var kept = moving.Count == 0 ? [] : (await OfAsync<TRow>(write, stays, cancel)).ToDictionary(key);
        foreach (var row in moving)
        {
            if (!kept.TryGetValue(key(row), out var into))
                kept.Add(key(row), into = write.Db.Add(make(row)).Entity);
            add(into, row);
            write.Db.Remove(row);
        }
    }

    private static Task<List<TRow>> OfAsync<TRow>(ArticleWrite write, Article article, CancellationToken cancel) where TRow : class =>
        write.Db.Set<TRow>().Where(r => EF.Property<long>(r, "ArticleId") == article.Id).ToListAsync(cancel);
}
