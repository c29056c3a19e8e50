using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Events;

/// <summary>
/// Adds counted decisions to the day's and the hour's sums, under the locks of their slots, which any other replica that adds to the
/// same takes too.
/// </summary>
internal sealed class DecisionWriter(DecisionCounts counts, WriteTransactions transactions, SiteDays days)
{
    /// <summary>The table whose rows are the locks.</summary>
    private const string Table = "PlacementSlots";

    private const int Chunk = 500;

    /// <summary>Writes all that was counted; what cannot be written is counted on.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var left = counts.Take().ToDictionary();
        try
        {
            foreach (var chunk in left.Chunk(Chunk).ToList())
            {
                await transactions.RunAsync((write, cancelWork) => AddAsync(write, chunk, cancelWork), cancel);
                foreach (var (key, _) in chunk)
                    left.Remove(key);
            }
        }
        finally
        {
            counts.PutBack(left);
        }
    }

    private async Task<bool> AddAsync(WriteTransaction write, IReadOnlyList<KeyValuePair<DecisionKey, int>> chunk, CancellationToken cancel)
    {
        await write.LockAsync(Table, chunk.Select(c => c.Key.SlotId), shared: false, cancel);
        var articles = chunk.Select(c => c.Key.ArticleId).Distinct().ToList();
        var hours = chunk.Select(c => c.Key.Hour).Distinct().ToList();
        var dates = hours.Select(days.Of).Distinct().ToList();
        var ofDays = (await write.Db.Set<DecisionDay>().Where(d => articles.Contains(d.ArticleId) && dates.Contains(d.Day)).ToListAsync(cancel))
            .ToDictionary(d => (d.Day, d.ArticleId, d.SlotId, d.CreativeId));
        var ofHours = (await write.Db.Set<SlotHour>().Where(h => articles.Contains(h.ArticleId) && hours.Contains(h.Hour)).ToListAsync(cancel))
            .ToDictionary(h => (h.Hour, h.ArticleId, h.SlotId));
        foreach (var (key, count) in chunk)
        {
            var day = days.Of(key.Hour);
            write.Db.RowOf(ofDays, (day, key.ArticleId, key.SlotId, key.CreativeId), () => new DecisionDay
            {
                Day = day, ArticleId = key.ArticleId, SlotId = key.SlotId, CreativeId = key.CreativeId,
            }).Count += count;
            write.Db.RowOf(ofHours, (key.Hour, key.ArticleId, key.SlotId), () => new SlotHour
            {
                Hour = key.Hour, ArticleId = key.ArticleId, SlotId = key.SlotId, WeekHour = days.WeekHourOf(key.Hour),
            }).Positions += count;
        }
        return true;
    }
}
