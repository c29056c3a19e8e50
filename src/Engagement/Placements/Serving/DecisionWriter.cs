using Engagement.Data;
using Engagement.Placements.Slots;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Serving;

/// <summary>
/// Adds counted decisions to the day's and the hour's sums, under the locks of their slots, which any other replica that adds to the
/// same takes too.
/// </summary>
internal sealed class DecisionWriter(DecisionCounts counts, WriteTransactions transactions, SiteDays days) : IDisposable
{
    /// <summary>Keys in one transaction: the locks of the slots are not held for long.</summary>
    private const int Chunk = 200;

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Returns when all that was counted before is written, by whomever; what cannot be written is counted on.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await WriteCountedAsync(cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task WriteCountedAsync(CancellationToken cancel)
    {
        var left = counts.Take().ToDictionary();
        try
        {
            foreach (var chunk in left.OrderBy(c => c.Key.SlotId).Chunk(Chunk).ToList()) // few slots are locked at once
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
        await write.LockAsync(PlacementSlot.Table, chunk.Select(c => c.Key.SlotId), shared: false, cancel);
        var keys = chunk.Select(c => c.Key).ToList();
        var hours = keys.Select(k => k.Hour).Distinct().ToList();
        var dates = keys.Select(k => k.Day).Distinct().ToList();
        var ofDays = await write.Db
            .WhereKeys<DecisionDay>(write.Dialect, "DecisionDays", ["ArticleId", "SlotId", "CreativeId"], keys.Select(k => (long[])[k.ArticleId, k.SlotId, k.CreativeId]))
            .Where(d => dates.Contains(d.Day)).ToDictionaryAsync(d => (d.Day, d.ArticleId, d.SlotId, d.CreativeId), cancel);
        var ofHours = await write.Db
            .WhereKeys<SlotHour>(write.Dialect, "SlotHours", ["ArticleId", "SlotId"], keys.Select(k => (long[])[k.ArticleId, k.SlotId]))
            .Where(h => hours.Contains(h.Hour)).ToDictionaryAsync(h => (h.Hour, h.ArticleId, h.SlotId), cancel);
        foreach (var (key, count) in chunk)
        {
            write.Db.RowOf(ofDays, (key.Day, key.ArticleId, key.SlotId, key.CreativeId), () => new DecisionDay
            {
                Day = key.Day, ArticleId = key.ArticleId, SlotId = key.SlotId, CreativeId = key.CreativeId,
            }).Count += count;
            write.Db.RowOf(ofHours, (key.Hour, key.ArticleId, key.SlotId), () => new SlotHour
            {
                Hour = key.Hour, ArticleId = key.ArticleId, SlotId = key.SlotId, WeekHour = days.WeekHourOf(key.Hour),
            }).Positions += count;
        }
        return true;
    }
}
