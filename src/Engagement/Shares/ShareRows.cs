using Engagement.Articles;
using Engagement.Counts;
using Engagement.Counts.Traffic;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Shares;

/// <summary>The rows in which a batch counts, read under the lock; those that are missing are made when they are needed.</summary>
internal sealed class ShareRows
{
    private readonly EngagementDbContext _db;
    private readonly DateOnly _day;
    private readonly DateTime _now, _hour;
    private readonly Dictionary<(long, ShareChannel), ShareTally> _tallies;
    private readonly Dictionary<(long, ShareChannel), ShareDay> _days;
    private readonly Dictionary<long, ShareHour> _hours;
    private readonly Dictionary<(long, ShareChannel, InvalidTrafficReason), FilteredShares> _filtered;
    private readonly Dictionary<(long Article, long Caller, ShareChannel, ShareEventKind Kind), ShareMark> _marks;
    private readonly HashSet<(long Article, long Caller)> _seen;

    private ShareRows(
        ArticleWrite write, DateOnly day, DateTime hour,
        List<ShareTally> tallies, List<ShareDay> days, List<ShareHour> hours, List<FilteredShares> filtered, List<ShareMark> marks)
    {
        (_db, _day, _now, _hour) = (write.Db, day, write.Now, hour);
        _tallies = tallies.ToDictionary(t => (t.ArticleId, t.Channel));
        _days = days.ToDictionary(d => (d.ArticleId, d.Channel));
        _hours = hours.ToDictionary(h => h.ArticleId);
        _filtered = filtered.ToDictionary(f => (f.ArticleId, f.Channel, f.Reason));
        _marks = marks.ToDictionary(m => (m.ArticleId, m.Caller, m.Channel, m.Kind));
        _seen = [.. marks.Where(m => m.Kind != ShareEventKind.Completed).Select(m => (m.ArticleId, m.Caller))];
    }

    public static async Task<ShareRows> ReadAsync(ArticleWrite write, DateOnly day, IReadOnlyList<ShareDraft> drafts, CancellationToken cancel)
    {
        var hour = ShareHour.Of(write.Now);
        var found = drafts.Select(d => (Article: write.Find(d.ArticleId), Draft: d)).Where(d => d.Article is not null).Select(d => (d.Article!.Id, d.Draft)).ToList(); // as filtered
        var counting = found.Where(d => d.Draft.Filtered is null).Select(d => d.Id).Distinct().ToList();
        var filtering = found.Where(d => d.Draft.Filtered is not null).Select(d => d.Id).Distinct().ToList();
        return new ShareRows(
            write, day, hour,
            counting.Count == 0 ? [] : await write.Db.Set<ShareTally>().Where(t => counting.Contains(t.ArticleId)).ToListAsync(cancel),
            counting.Count == 0 ? [] : await write.Db.Set<ShareDay>().Where(d => counting.Contains(d.ArticleId) && d.Day == day).ToListAsync(cancel),
            counting.Count == 0 ? [] : await write.Db.Set<ShareHour>().Where(h => counting.Contains(h.ArticleId) && h.Hour == hour).ToListAsync(cancel),
            filtering.Count == 0 ? [] : await write.Db.Set<FilteredShares>().Where(f => filtering.Contains(f.ArticleId) && f.Day == day).ToListAsync(cancel),
            counting.Count == 0 ? [] : await write.Db.WherePairs<ShareMark>(
                write.Transaction.Dialect, "ShareMarks", "ArticleId", "Caller", found.Where(d => d.Draft.Filtered is null).Select(d => (d.Id, d.Draft.Caller)))
                .Where(m => m.Day == day).ToListAsync(cancel));
    }

    /// <summary>Whether this was not counted before: a visit that day, anything else in the last <see cref="ShareBatch.Once"/>.</summary>
    public bool IsNew(Article article, ShareDraft draft, DateTime now) =>
        !_marks.TryGetValue((article.Id, draft.Caller, draft.Channel, draft.Kind), out var mark)
        || (draft.Kind != ShareEventKind.Visit && now - mark.CountedAt >= ShareBatch.Once);

    public void Count(Article article, ShareDraft draft)
    {
        var (id, channel, kind) = (article.Id, draft.Channel, draft.Kind);
        _db.RowOf(_tallies, (id, channel), () => new ShareTally { ArticleId = id, Channel = channel }).Add(kind, 1);
        _db.RowOf(_days, (id, channel), () => new ShareDay { ArticleId = id, Channel = channel, Day = _day }).Add(kind, 1);
        var mark = _db.RowOf(_marks, (id, draft.Caller, channel, kind), () => new ShareMark { ArticleId = id, Caller = draft.Caller, Channel = channel, Kind = kind, Day = _day });
        (mark.Count, mark.CountedAt) = (mark.Count + 1, _now);
        if (kind == ShareEventKind.Completed)
            return;
        var hour = _db.RowOf(_hours, id, () => new ShareHour { ArticleId = id, Hour = _hour });
        hour.Shares++;
        if (_seen.Add((id, draft.Caller)))
            hour.Callers++;
    }

    public void Filter(Article article, ShareChannel channel, InvalidTrafficReason reason) =>
        _db.RowOf(_filtered, (article.Id, channel, reason), () => new FilteredShares { ArticleId = article.Id, Channel = channel, Day = _day, Reason = reason }).Count++;
}
