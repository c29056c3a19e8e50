using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Shares;

/// <summary>
/// Recounts shares and visits: a tally is the sum of its days, and what today and yesterday say is what the marks of
/// their callers add up to; their hours add up to their days. Older marks are gone.
/// </summary>
internal sealed class ShareRecount(SiteDays days) : IRecount
{
    private static readonly ShareEventKind[] Kinds = Enum.GetValues<ShareEventKind>();

    public async Task<IReadOnlyList<CountMismatch>> RecountAsync(ArticleWrite write, Article article, bool repair, CancellationToken cancel)
    {
        var check = new RecountCheck(article.Key, repair);
        var byDay = await RecountDaysAsync(write, article, check, cancel);
        await RecountHoursAsync(write, article, byDay, check, cancel);
        var tallies = await write.Db.Set<ShareTally>().Where(t => t.ArticleId == article.Id).ToDictionaryAsync(t => t.Channel, cancel);
        foreach (var channel in tallies.Keys.Union(byDay.Select(d => d.Channel)).ToList())
            foreach (var kind in Kinds)
            {
                var tally = tallies.GetValueOrDefault(channel);
                check.Compare($"{channel} {kind}", tally?.Count(kind) ?? 0, byDay.Where(d => d.Channel == channel).Sum(d => d.Count(kind)), v =>
                {
                    if (!tallies.TryGetValue(channel, out tally))
                        tallies.Add(channel, tally = write.Db.Add(new ShareTally { ArticleId = article.Id, Channel = channel }).Entity);
                    tally.Add(kind, v - tally.Count(kind));
                });
            }
        if (repair && check.Found > 0)
            article.StampTally();
        return check.Mismatches;
    }

    private async Task<List<ShareDay>> RecountDaysAsync(ArticleWrite write, Article article, RecountCheck check, CancellationToken cancel)
    {
        var yesterday = days.Of(write.Now).AddDays(-1);
        var rows = await write.Db.Set<ShareDay>().Where(d => d.ArticleId == article.Id).ToListAsync(cancel);
        var counted = await write.Db.Set<ShareMark>().Where(m => m.ArticleId == article.Id && m.Day >= yesterday)
            .GroupBy(m => new { m.Day, m.Channel, m.Kind }).Select(g => new { g.Key, Count = g.Sum(m => m.Count) })
            .ToDictionaryAsync(g => (g.Key.Day, g.Key.Channel, g.Key.Kind), g => g.Count, cancel);
        var recent = rows.Where(d => d.Day >= yesterday).ToDictionary(d => (d.Day, d.Channel));
        foreach (var (day, channel) in recent.Keys.Union(counted.Keys.Select(k => (k.Day, k.Channel))).ToList())
            foreach (var kind in Kinds)
                check.Compare($"{channel} {kind} {day:O}", recent.GetValueOrDefault((day, channel))?.Count(kind) ?? 0, counted.GetValueOrDefault((day, channel, kind)), v =>
                {
                    if (!recent.TryGetValue((day, channel), out var row))
                    {
                        recent.Add((day, channel), row = write.Db.Add(new ShareDay { ArticleId = article.Id, Channel = channel, Day = day }).Entity);
                        rows.Add(row);
                    }
                    row.Add(kind, v - row.Count(kind));
                });
        return rows;
    }

    /// <summary>Of today and yesterday: what is repaired is said of the last hour.</summary>
    private async Task RecountHoursAsync(ArticleWrite write, Article article, List<ShareDay> byDay, RecountCheck check, CancellationToken cancel)
    {
        var earliest = write.Now.AddDays(-3); // yesterday begins later, also where a day has 25 hours
        if (!days.BeginsWithAnHour(earliest) || !days.BeginsWithAnHour(write.Now))
            return;
        var hours = await write.Db.Set<ShareHour>().Where(h => h.ArticleId == article.Id && h.Hour >= earliest).ToListAsync(cancel);
        foreach (var instant in (DateTime[])[write.Now.AddDays(-1), write.Now])
        {
            var day = days.Of(instant);
            var ofDay = hours.Where(h => days.Of(h.Hour) == day).OrderBy(h => h.Hour).ToList();
            check.Compare($"hours of {day:O}", ofDay.Sum(h => h.Shares), byDay.Where(d => d.Day == day).Sum(d => d.Intents + d.Visits), v =>
            {
                if (ofDay.Count == 0)
                    ofDay.Add(write.Db.Add(new ShareHour { ArticleId = article.Id, Hour = ShareHour.Of(instant) }).Entity);
                ofDay.ForEach(h => h.Shares = 0);
                ofDay[^1].Shares = v;
            });
        }
    }
}
