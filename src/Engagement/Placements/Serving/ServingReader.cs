using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Events;
using Engagement.Placements.Slots;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Serving;

/// <summary>
/// Reads campaigns and what is counted of them: first all, then what changed, as the database's clock says, so that a look costs
/// what changed. For use by one caller at a time.
/// </summary>
internal sealed class ServingReader(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, SiteDays days, TimeProvider time, ServingPlans plans)
{
    /// <summary>No transaction takes longer from its stamp to its commit.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    private static readonly CampaignState[] Considered = [CampaignState.InReview, CampaignState.Approved, CampaignState.Live, CampaignState.Paused];

    private readonly Dictionary<long, Known> _campaigns = [];
    private readonly Dictionary<long, Delivered> _delivered = [];
    private IReadOnlyList<LiveSlot> _slots = [];
    private DateTime? _last;

    /// <param name="before">The state that the last look made; null at first. What is the same in it stays.</param>
    /// <param name="cancel">Ends the statements.</param>
    public async Task<ServingState> ReadAsync(ServingState? before, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = await DatabaseClock.NowAsync(db, dialect, cancel);
        var today = days.Of(time.GetUtcNow().UtcDateTime);
        var since = (_last ?? DateTime.UnixEpoch + Overlap) - Overlap;
        if (before?.Day != today)
            since = DateTime.UnixEpoch;
        var isChanged = await ReadSlotsAsync(db, cancel) | await ReadCampaignsAsync(db, since, cancel);
        var isCounted = await ReadCountsAsync(db, since, today, cancel);
        _last = UtcMilliseconds.Cut(now);
        var index = isChanged || before is null ? new PlacementIndex(_slots, _campaigns.Values.Select(c => c.Live)) : before.Rates.Index;
        if (isChanged || before?.Day != today)
            plans.Outdate();
        var plan = plans.Current;
        if (before is not null && !isChanged && !isCounted && before.Day == today && before.Rates.Plan == plan)
            return before;
        return new(
            new ServingRates(index, plan, _delivered),
            today,
            isCounted || before is null ? _delivered.ToDictionary() : before.Delivered,
            isChanged || before is null ? _campaigns.Values.SelectMany(c => c.Creatives).ToDictionary(c => c.Creative.Id) : before.Creatives);
    }

    private async Task<bool> ReadSlotsAsync(EngagementDbContext db, CancellationToken cancel)
    {
        var slots = (await db.Set<PlacementSlot>().AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancel)).ConvertAll(s => new LiveSlot(s.Id, s.Key, s.Format, s.Positions));
        if (slots.SequenceEqual(_slots))
            return false;
        _slots = slots;
        return true;
    }

    private async Task<bool> ReadCampaignsAsync(EngagementDbContext db, DateTime since, CancellationToken cancel)
    {
        var changed = await db.Set<Campaign>().AsNoTracking().Where(c => c.ChangedAt >= since).ToListAsync(cancel);
        changed.RemoveAll(c => Considered.Contains(c.State) ? _campaigns.TryGetValue(c.Id, out var known) && known.ChangedAt == c.ChangedAt : !_campaigns.ContainsKey(c.Id));
        foreach (var chunk in changed.Chunk(1_000))
        {
            var ids = chunk.Select(c => c.Id).ToList();
            var creatives = (await db.Set<Creative>().AsNoTracking().Where(c => ids.Contains(c.CampaignId) && c.RetiredAt == null).OrderBy(c => c.Id).ToListAsync(cancel)).ToLookup(c => c.CampaignId);
            var owners = chunk.Select(c => c.AdvertiserId).Distinct().ToList();
            var names = await db.Set<Advertiser>().Where(a => owners.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
            foreach (var campaign in chunk)
                if (Considered.Contains(campaign.State))
                    _campaigns[campaign.Id] = Known.Of(campaign, [.. creatives[campaign.Id]], names[campaign.AdvertiserId]);
                else
                    _campaigns.Remove(campaign.Id);
        }
        return changed.Count > 0;
    }

    private async Task<bool> ReadCountsAsync(EngagementDbContext db, DateTime since, DateOnly today, CancellationToken cancel)
    {
        var counted =
            from c in db.Set<Campaign>()
            where c.CountedAt >= since && Considered.Contains(c.State)
            join d in db.Set<CampaignDay>().Where(d => d.Day == today) on c.Id equals d.CampaignId into ofToday
            from d in ofToday.DefaultIfEmpty()
            select new { c.Id, c.Billed, c.Viewables, Today = (int?)d.Billed };
        var isChanged = false;
        foreach (var row in await counted.ToListAsync(cancel))
        {
            var delivered = new Delivered(row.Billed, row.Today ?? 0, row.Viewables);
            isChanged |= !_delivered.TryGetValue(row.Id, out var before) || before != delivered;
            _delivered[row.Id] = delivered;
        }
        return isChanged;
    }

    private sealed record Known(DateTime ChangedAt, LiveCampaign Live, IReadOnlyList<ShownCreative> Creatives)
    {
        public static Known Of(Campaign row, IReadOnlyList<Creative> creatives, string sponsor) => new(
            row.ChangedAt,
            new(row.Id, row.AdvertiserId, row.Tier, row.Goal, row.Total, row.Daily, row.State, row.StartsOn, row.EndsOn, row.Rules,
                [.. creatives.Select(c => new LiveCreative(c.Id, c.Text is not null, c.ImageJson is not null))]),
            [.. creatives.Select(c => new ShownCreative(c, sponsor))]);
    }
}
