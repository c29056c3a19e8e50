using System.Runtime.CompilerServices;
using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Engagement.Placements.Reports;
using Engagement.Placements.Slots;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Verification;

/// <summary>One event of a placement, as an auditor reads it. Nothing in it is of the reader.</summary>
/// <param name="DecidedAt">When the placement was decided, UTC.</param>
/// <param name="CountedAt">When the event was counted, UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Outcome">What it did to the budget.</param>
/// <param name="Invalid">Why it is no reader's doing; null: it is one's.</param>
/// <param name="IsMeasured">Of an impression: whether a script told anything of its token.</param>
/// <param name="Article">The key of the article; of one that was merged into another, of that; null: there is none any more.</param>
/// <param name="Slot">The slot's key.</param>
/// <param name="Position">From 0.</param>
/// <param name="Creative">The creative's id.</param>
/// <param name="Nonce">With the time of the decision, what tells the placement from all others.</param>
/// <param name="Seed">Of the decision; null of what older versions wrote.</param>
internal sealed record ExportedEvent(
    DateTime DecidedAt, DateTime CountedAt, EventKind Kind, EventOutcome Outcome, InvalidTrafficReason? Invalid, bool? IsMeasured,
    string? Article, string? Slot, int Position, string Creative, long Nonce, ulong? Seed);

/// <summary>The single events of a campaign, as long as they are kept: where each counted one came from.</summary>
internal sealed class EventExport(IDbContextFactory<EngagementDbContext> contexts)
{
    private const int Chunk = 1_000;

    /// <summary>Whether there is such a campaign.</summary>
    public async Task<bool> KnowsAsync(long campaignId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Campaign>().AnyAsync(c => c.Id == campaignId, cancel);
    }

    /// <summary>Of one day of the site, in order of the decisions.</summary>
    /// <param name="campaignId">The row's.</param>
    /// <param name="day">Of the decisions.</param>
    /// <param name="cancel">Ends the read.</param>
    public async IAsyncEnumerable<ExportedEvent> ReadAsync(long campaignId, DateOnly day, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var slots = await db.Set<PlacementSlot>().ToDictionaryAsync(s => s.Id, s => s.Key, cancel);
        var last = (DecidedAt: 0L, Nonce: 0L);
        for (var isMore = true; isMore;)
        {
            var events = await NextAsync(db, campaignId, day, last, cancel);
            isMore = events.Count == Chunk;
            last = events is [] ? last : TokenOf(events[^1]);
            if (isMore)
            {
                events.RemoveAll(e => TokenOf(e) == last); // there may be more of it; a token has a few events
                last = TokenOf(events[^1]);
            }
            var articles = await ReportedArticles.KeysAsync(db, events.Select(e => e.ArticleId).Distinct(), cancel);
            foreach (var e in events)
                yield return new(
                    DateTimeOffset.FromUnixTimeMilliseconds(e.DecidedAt).UtcDateTime, e.CreatedAt, e.Kind, e.Outcome, e.Invalid == default ? null : e.Invalid, e.IsMeasured,
                    articles.GetValueOrDefault(e.ArticleId), slots.GetValueOrDefault(e.SlotId), e.Position, CreativeView.FormatId(e.CreativeId), e.Nonce, unchecked((ulong?)e.Seed));
        }
    }

    private static (long DecidedAt, long Nonce) TokenOf(PlacementEvent e) => (e.DecidedAt, e.Nonce);

    private static Task<List<PlacementEvent>> NextAsync(EngagementDbContext db, long campaignId, DateOnly day, (long DecidedAt, long Nonce) last, CancellationToken cancel) =>
        db.Set<PlacementEvent>().AsNoTracking()
            .Where(e => e.CampaignId == campaignId && e.Day == day && e.DecidedAt >= last.DecidedAt && (e.DecidedAt > last.DecidedAt || e.Nonce > last.Nonce))
            .OrderBy(e => e.DecidedAt).ThenBy(e => e.Nonce).ThenBy(e => e.Kind).ThenBy(e => e.Invalid).Take(Chunk).ToListAsync(cancel);
}
