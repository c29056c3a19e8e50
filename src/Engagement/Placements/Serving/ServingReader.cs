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
internal sealed class ServingReader(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, SiteDays days, TimeProvider time, CurrentPlan plans)
{
    /// <summary>Longer than a transaction may take from its stamp to its commit (<see cref="WriteOptions.Timeout"/>).</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    private readonly Dictionary<long, Known> _campaigns = [];
    private readonly Dictionary<long, Delivered> _delivered = [];
    private IReadOnlyList<LiveSlot> _slots = [];
    private DateTime? _last;

    /// <summary>What was taken in and is in no state yet: a look may end before its end.</summary>
    private bool _isChanged, _isCounted;

    /// <param name="before">The state that the last look made; null at first. What is the same in it stays.</param>
    /// <param name="cancel">Ends the statements.</param>
    public async Task<ServingState> ReadAsync(ServingState? before, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = UtcMilliseconds.Cut(await DatabaseClock.NowAsync(db, dialect, cancel));
        var today = days.Of(time.GetUtcNow().UtcDateTime);
        DateTime? since = _last is { } last && before?.Day == today ? (now < last ? now : last) - Overlap : null; // another database's clock may be behind
        await ReadSlotsAsync(db, cancel);
        await ReadCampaignsAsync(db, since, cancel);
        await ReadCountsAsync(db, since ?? DateTime.UnixEpoch, today, cancel);
        _last = now;
        var state = StateOf(before, today);
        (_isChanged, _isCounted) = (false, false);
        return state;
    }

    private ServingState StateOf(ServingState? before, DateOnly today)
    {
        if (before is not null && (_isChanged || before.Day != today)) // the planner begins by itself
            plans.Raise();
        var plan = plans.Current;
        if (before is not null && !_isChanged && !_isCounted && before.Day == today && before.Rates.Plan == plan)
            return before;
        var index = _isChanged || before is null ? new PlacementIndex(_slots, _campaigns.Values.Select(c => c.Live)) : before.Rates.Index;
        return new(
            new ServingRates(index, plan, _delivered),
            today,
            _isCounted || before is null ? _delivered.ToDictionary() : before.Delivered,
            _isChanged || before is null ? _campaigns.Values.SelectMany(c => c.Creatives).ToDictionary(c => c.Creative.Id) : before.Creatives);
    }

    private async Task ReadSlotsAsync(EngagementDbContext db, CancellationToken cancel)
    {
        var slots = (await db.Set<PlacementSlot>().AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancel)).ConvertAll(s => new LiveSlot(s.Id, s.Key, s.Format, s.Positions));
        if (slots.SequenceEqual(_slots))
            return;
        (_slots, _isChanged) = (slots, true);
    }

    /// <param name="db">Read from.</param>
    /// <param name="since">Changed since then; null: all that are considered.</param>
    /// <param name="cancel">Ends the statements.</param>
    private async Task ReadCampaignsAsync(EngagementDbContext db, DateTime? since, CancellationToken cancel)
    {
        var campaigns = db.Set<Campaign>().AsNoTracking();
        campaigns = since is { } time ? campaigns.Where(c => c.ChangedAt >= time) : campaigns.Where(c => Campaign.Considered.Contains(c.State));
        var changed = await campaigns.ToListAsync(cancel);
        if (since is null)
            foreach (var gone in _campaigns.Keys.Except(changed.Select(c => c.Id)).ToList())
            {
                _isChanged |= _campaigns.Remove(gone);
                _delivered.Remove(gone);
            }
        changed.RemoveAll(c => Campaign.Considered.Contains(c.State) ? _campaigns.TryGetValue(c.Id, out var known) && known.ChangedAt == c.ChangedAt : !_campaigns.ContainsKey(c.Id));
        foreach (var chunk in changed.Chunk(1_000))
        {
            var ids = chunk.Select(c => c.Id).ToList();
            var creatives = (await db.Set<Creative>().AsNoTracking().Where(c => ids.Contains(c.CampaignId) && c.RetiredAt == null).OrderBy(c => c.Id).ToListAsync(cancel)).ToLookup(c => c.CampaignId);
            var owners = chunk.Select(c => c.AdvertiserId).Distinct().ToList();
            var names = await db.Set<Advertiser>().Where(a => owners.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
            _isChanged = true;
            foreach (var campaign in chunk)
                if (Campaign.Considered.Contains(campaign.State))
                {
                    var shown = creatives[campaign.Id].Where(c => c.ApprovedAt is not null || campaign.State == CampaignState.InReview); // one may have come between the two reads
                    _campaigns[campaign.Id] = Known.Of(campaign, [.. shown], names[campaign.AdvertiserId]);
                }
                else
                    _campaigns.Remove(campaign.Id); // what it delivered stays known, since it may come back
        }
    }

    private async Task ReadCountsAsync(EngagementDbContext db, DateTime since, DateOnly today, CancellationToken cancel)
    {
        var counted =
            from c in db.Set<Campaign>()
            where (c.CountedAt >= since || c.ChangedAt >= since) && Campaign.Considered.Contains(c.State) // one that comes back was counted while nobody looked
            join d in db.Set<CampaignDay>().Where(d => d.Day == today) on c.Id equals d.CampaignId into ofToday
            from d in ofToday.DefaultIfEmpty()
            select new { c.Id, c.Billed, c.Viewables, Today = (int?)d.Billed };
        foreach (var row in await counted.ToListAsync(cancel))
        {
            var delivered = new Delivered(row.Billed, row.Today ?? 0, row.Viewables);
            _isCounted |= !_delivered.TryGetValue(row.Id, out var before) || before != delivered;
            _delivered[row.Id] = delivered;
        }
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
