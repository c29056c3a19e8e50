using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Slots;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Serving;

/// <summary>
/// Adds counted decisions to the day's and the hour's sums, under the locks of their slots, and pages to the shares of campaigns, under
/// those of the campaigns, which any other replica that adds to the same takes too.
/// </summary>
internal sealed class DecisionWriter(DecisionCounts counts, WriteTransactions transactions, SiteDays days) : IDisposable
{
    /// <summary>Keys in one transaction: the locks are not held for long.</summary>
    private const int Chunk = 200;

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Returns when all that was counted before is written, by whomever; what cannot be written is counted on.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await Task.WhenAll(
                AddAsync(counts.Positions, key => key.SlotId, AddPositionsAsync, cancel), AddAsync(counts.Shares, key => key.Share.CampaignId, AddSharesAsync, cancel));
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task AddAsync<TKey>(
        Tally<TKey> tally, Func<TKey, long> lockOf, Func<WriteTransaction, IReadOnlyList<KeyValuePair<TKey, int>>, CancellationToken, Task<bool>> add, CancellationToken cancel)
        where TKey : notnull
    {
        var left = tally.Take();
        try
        {
            foreach (var chunk in left.OrderBy(c => lockOf(c.Key)).Chunk(Chunk).ToList()) // few rows are locked at once
            {
                await transactions.RunAsync((write, cancelWork) => add(write, chunk, cancelWork), cancel);
                foreach (var (key, _) in chunk)
                    left.Remove(key);
            }
        }
        finally
        {
            tally.Add(left);
        }
    }

    private async Task<bool> AddPositionsAsync(WriteTransaction write, IReadOnlyList<KeyValuePair<DecisionKey, int>> chunk, CancellationToken cancel)
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

    private static async Task<bool> AddSharesAsync(WriteTransaction write, IReadOnlyList<KeyValuePair<ShareKey, int>> chunk, CancellationToken cancel)
    {
        var campaigns = chunk.Select(c => c.Key.Share.CampaignId).Distinct().ToList();
        await write.LockAsync(CampaignWrites.Table, campaigns, shared: false, cancel);
        var dates = chunk.Select(c => c.Key.Day).Distinct().ToList();
        var rows = await write.Db.Set<ShareOfVoiceDay>().Where(d => campaigns.Contains(d.CampaignId) && dates.Contains(d.Day)).ToDictionaryAsync(d => (d.CampaignId, d.Day), cancel);
        foreach (var ((day, share), count) in chunk)
        {
            var row = write.Db.RowOf(rows, (share.CampaignId, day), () => new ShareOfVoiceDay { Day = day, CampaignId = share.CampaignId });
            row.Pages += count;
            row.Stood += share.Stands ? count : 0;
        }
        return true;
    }
}
