using System.Runtime.CompilerServices;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Verification;

/// <summary>A sum that is not what it is made of. There should never be one.</summary>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="What">The sum, with its day, creative, article and slot where it has them.</param>
/// <param name="Stored">What the database says.</param>
/// <param name="Counted">What a recount says, or the most that it may be.</param>
internal sealed record PlacementMismatch(string Campaign, string What, long Stored, long Counted);

/// <summary>
/// Recounts what is billed and shown of every campaign, and holds it to the budgets, while the service goes on: its sums, then each day
/// whose single events are all still there. What does not agree at a first look, which keeps nobody waiting, is looked at again under the
/// campaign's lock, which all that counts of it takes.
/// </summary>
internal sealed class PlacementsVerifier(
    IDbContextFactory<EngagementDbContext> contexts, WriteTransactions transactions, KeptEvents kept, SiteDays days)
{
    private const int ChunkSize = 200;

    /// <param name="progress">Told of the number of campaigns done.</param>
    /// <param name="cancel">Ends the run between two transactions.</param>
    public async IAsyncEnumerable<PlacementMismatch> VerifyAsync(IProgress<int>? progress, [EnumeratorCancellation] CancellationToken cancel)
    {
        var done = 0;
        var last = 0L;
        while (await NextAsync(last, cancel) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                foreach (var mismatch in await CheckAsync(id, (db, campaign, c) => SumCheck.CheckAsync(db, campaign, days, c), cancel))
                    yield return mismatch;
                foreach (var day in await DaysWithEventsAsync(id, cancel))
                    foreach (var mismatch in await CheckAsync(id, (db, campaign, c) => EventRecount.CheckAsync(db, campaign, day, c), cancel))
                        yield return mismatch;
                progress?.Report(++done);
            }
            last = ids[^1];
        }
    }

    private async Task<IReadOnlyList<PlacementMismatch>> CheckAsync(long id, Recount check, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
            if (await CheckAsync(db, id, check, cancel) is [])
                return [];
        return await transactions.RunAsync(async (write, cancelWork) =>
        {
            await write.LockAsync(CampaignWrites.Table, [id], shared: true, cancelWork);
            return await CheckAsync(write.Db, id, check, cancelWork);
        }, cancel);
    }

    private static async Task<IReadOnlyList<PlacementMismatch>> CheckAsync(EngagementDbContext db, long id, Recount check, CancellationToken cancel) =>
        await check(db, await db.Set<Campaign>().AsNoTracking().SingleAsync(c => c.Id == id, cancel), cancel);

    private delegate Task<IReadOnlyList<PlacementMismatch>> Recount(EngagementDbContext db, Campaign campaign, CancellationToken cancel);

    private async Task<IReadOnlyList<DateOnly>> DaysWithEventsAsync(long id, CancellationToken cancel)
    {
        var first = kept.FirstWholeDay();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = db.Set<PlacementEvent>().Where(e => e.CampaignId == id && e.Day >= first).Select(e => e.Day)
            .Union(db.Set<PlacementDay>().Where(d => d.CampaignId == id && d.Day >= first).Select(d => d.Day))
            .Union(db.Set<InvalidPlacementDay>().Where(d => d.CampaignId == id && d.Day >= first).Select(d => d.Day));
        return [.. (await found.ToListAsync(cancel)).Order()];
    }

    private async Task<List<long>> NextAsync(long after, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Campaign>().Where(c => c.Id > after).OrderBy(c => c.Id).Select(c => c.Id).Take(ChunkSize).ToListAsync(cancel);
    }
}
