using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Events;

/// <summary>The rows in which a batch counts, read under the locks; those that are missing are made when they are needed.</summary>
internal sealed class EventRows
{
    /// <summary>Where something is counted, but for the day.</summary>
    private static readonly string[] Places = ["CampaignId", "CreativeId", "ArticleId", "SlotId"];

    private readonly EngagementDbContext _db;
    private readonly SiteDays _site;
    private readonly Dictionary<long, Campaign> _campaigns;
    private readonly Dictionary<(long, DateOnly), CampaignDay> _campaignDays;
    private readonly Dictionary<(long, DateOnly, long, long, long), PlacementDay> _days;
    private readonly Dictionary<(long, DateOnly, long, long, long, EventKind, InvalidTrafficReason), InvalidPlacementDay> _invalid;
    private readonly Dictionary<(long, long, EventKind, InvalidTrafficReason), PlacementEvent> _events;

    private EventRows(
        EngagementDbContext db, SiteDays site, List<Campaign> campaigns, List<CampaignDay> campaignDays, List<PlacementDay> days, List<InvalidPlacementDay> invalid, List<PlacementEvent> events)
    {
        (_db, _site) = (db, site);
        _campaigns = campaigns.ToDictionary(c => c.Id);
        _campaignDays = campaignDays.ToDictionary(d => (d.CampaignId, d.Day));
        _days = days.ToDictionary(d => (d.CampaignId, d.Day, d.CreativeId, d.ArticleId, d.SlotId));
        _invalid = invalid.ToDictionary(d => (d.CampaignId, d.Day, d.CreativeId, d.ArticleId, d.SlotId, d.Kind, d.Reason));
        _events = events.ToDictionary(e => (e.DecidedAt, e.Nonce, e.Kind, e.Invalid));
    }

    public static async Task<EventRows> ReadAsync(WriteTransaction write, SiteDays site, IReadOnlyList<EventDraft> drafts, CancellationToken cancel)
    {
        var db = write.Db;
        var campaigns = drafts.Select(d => d.Token.CampaignId).Distinct().ToList();
        var days = drafts.Select(d => site.Of(d.Token.At)).Distinct().ToList(); // a token counts for an hour: two at most
        var events = await db.WherePairs<PlacementEvent>(write.Dialect, "PlacementEvents", "DecidedAt", "Nonce", drafts.Select(d => (d.Token.DecidedAt, d.Token.Nonce))).ToListAsync(cancel);
        var suspected = events.Where(e => e.Invalid != default).Select(e => (e.DecidedAt, e.Nonce)).ToHashSet();
        var invalid = drafts.Where(d => d.Invalid is not null || suspected.Contains((d.Token.DecidedAt, d.Token.Nonce))).ToList();
        return new EventRows(
            db, site,
            await db.Set<Campaign>().Where(c => campaigns.Contains(c.Id)).ToListAsync(cancel),
            await db.Set<CampaignDay>().Where(d => campaigns.Contains(d.CampaignId) && days.Contains(d.Day)).ToListAsync(cancel),
            await Of<PlacementDay>("PlacementDays", drafts).Where(d => days.Contains(d.Day)).ToListAsync(cancel),
            invalid.Count == 0 ? [] : await Of<InvalidPlacementDay>("InvalidPlacementDays", invalid).Where(d => days.Contains(d.Day)).ToListAsync(cancel),
            events);

        IQueryable<T> Of<T>(string table, IReadOnlyList<EventDraft> of)
            where T : class =>
            db.WhereKeys<T>(write.Dialect, table, Places, of.Select(d => (long[])[d.Token.CampaignId, d.Token.CreativeId, d.Token.ArticleId, d.Token.SlotId]));
    }

    /// <summary>The campaign, locked; null if there is none.</summary>
    public Campaign? Find(long campaignId) => _campaigns.GetValueOrDefault(campaignId);

    /// <summary>Whether a valid event of this kind was counted of the token.</summary>
    public bool Has(EventDraft draft, EventKind kind) => Find(draft, kind, default) is not null;

    /// <summary>
    /// Why what was told of the token before makes this no reader's doing either: own staff looked at it, or something that it implies
    /// and that is not counted was refused for its rate. Null: nothing does.
    /// </summary>
    public InvalidTrafficReason? FindEarlier(EventDraft draft)
    {
        for (var kind = EventKind.Impression; kind <= EventKind.Click; kind++)
            if (Find(draft, kind, InvalidTrafficReason.Staff) is not null)
                return InvalidTrafficReason.Staff;
        for (var kind = EventKind.Impression; kind <= draft.Kind; kind++)
            if (!Has(draft, kind) && Find(draft, kind, InvalidTrafficReason.Rate) is not null)
                return InvalidTrafficReason.Rate;
        return null;
    }

    /// <summary>Marks the token's impression as measured; false if it is already, or there is none.</summary>
    public bool Measure(EventDraft draft)
    {
        if (Find(draft, EventKind.Impression, default) is not { IsMeasured: false } impression)
            return false;
        impression.IsMeasured = true;
        return true;
    }

    /// <summary>Adds the event; false if it is there.</summary>
    public bool TryAdd(WriteTransaction write, EventDraft draft, EventKind kind, EventOutcome outcome)
    {
        var token = draft.Token;
        var invalid = draft.Invalid ?? default;
        if (Find(draft, kind, invalid) is not null)
            return false;
        _events[(token.DecidedAt, token.Nonce, kind, invalid)] = _db.Add(new PlacementEvent
        {
            DecidedAt = token.DecidedAt, Nonce = token.Nonce, Kind = kind, Invalid = invalid, Day = _site.Of(token.At),
            CampaignId = token.CampaignId, CreativeId = token.CreativeId, ArticleId = token.ArticleId, SlotId = token.SlotId, Position = token.Position,
            Seed = unchecked((long)token.Seed), Outcome = outcome, IsMeasured = kind == EventKind.Impression && draft.Invalid is null ? false : null, CreatedAt = write.Now,
        }).Entity;
        return true;
    }

    private PlacementEvent? Find(EventDraft draft, EventKind kind, InvalidTrafficReason invalid) =>
        _events.GetValueOrDefault((draft.Token.DecidedAt, draft.Token.Nonce, kind, invalid));

    public PlacementDay Day(EventDraft draft)
    {
        var (token, day) = (draft.Token, _site.Of(draft.Token.At));
        return _db.RowOf(_days, (token.CampaignId, day, token.CreativeId, token.ArticleId, token.SlotId), () => new PlacementDay
        {
            CampaignId = token.CampaignId, Day = day, CreativeId = token.CreativeId, ArticleId = token.ArticleId, SlotId = token.SlotId,
        });
    }

    public CampaignDay CampaignDay(EventDraft draft)
    {
        var day = _site.Of(draft.Token.At);
        return _db.RowOf(_campaignDays, (draft.Token.CampaignId, day), () => new CampaignDay { CampaignId = draft.Token.CampaignId, Day = day });
    }

    public InvalidPlacementDay Invalid(EventDraft draft, InvalidTrafficReason reason)
    {
        var (token, day) = (draft.Token, _site.Of(draft.Token.At));
        return _db.RowOf(_invalid, (token.CampaignId, day, token.CreativeId, token.ArticleId, token.SlotId, draft.Kind, reason), () => new InvalidPlacementDay
        {
            CampaignId = token.CampaignId, Day = day, CreativeId = token.CreativeId, ArticleId = token.ArticleId, SlotId = token.SlotId, Kind = draft.Kind, Reason = reason,
        });
    }

    /// <summary>Marks the campaigns whose counts moved with the database's clock, so that decisions of other replicas see them.</summary>
    public async Task StampAsync(WriteTransaction write, CancellationToken cancel)
    {
        var counted = _campaigns.Values.Where(c => _db.Entry(c).State != EntityState.Unchanged).ToList();
        if (counted.Count == 0)
            return;
        var now = await DatabaseClock.NowAsync(_db, write.Dialect, cancel);
        foreach (var campaign in counted)
            campaign.CountedAt = now;
    }
}
