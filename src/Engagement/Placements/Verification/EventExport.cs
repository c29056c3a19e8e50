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
/// <param name="Article">The key of the article; of one that was merged into another, of that; null: there is none any more.</param>
/// <param name="Slot">The slot's key.</param>
/// <param name="Position">From 0.</param>
/// <param name="Creative">The creative's id.</param>
/// <param name="Nonce">With the time of the decision, what tells the placement from all others.</param>
/// <param name="Seed">Of the decision; null of what older versions wrote.</param>
internal sealed record ExportedEvent(
    DateTime DecidedAt, DateTime CountedAt, EventKind Kind, EventOutcome Outcome, InvalidTrafficReason? Invalid, string? Article, string? Slot, int Position, string Creative, long Nonce, long? Seed);

/// <summary>The single events of a campaign, as long as they are kept: where each counted one came from.</summary>
internal sealed class EventExport(IDbContextFactory<EngagementDbContext> contexts)
{
    private const int Chunk = 1_000;

    /// <summary>Of one day of the site, in order of the decisions.</summary>
    /// <param name="campaignId">The row's.</param>
    /// <param name="day">Of the decisions.</param>
    /// <param name="cancel">Ends it between two statements.</param>
    public async IAsyncEnumerable<ExportedEvent> ReadAsync(long campaignId, DateOnly day, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var slots = await db.Set<PlacementSlot>().ToDictionaryAsync(s => s.Id, s => s.Key, cancel);
        var last = (DecidedAt: long.MinValue, Nonce: long.MinValue);
        while (await NextAsync(db, campaignId, day, last, cancel) is { Count: > 0 } tokens)
        {
            var (from, to) = (tokens[0], tokens[^1]);
            var events = await db.Set<PlacementEvent>().AsNoTracking()
                .Where(e => e.CampaignId == campaignId && e.Day == day)
                .Where(e => (e.DecidedAt > from.DecidedAt || (e.DecidedAt == from.DecidedAt && e.Nonce >= from.Nonce)) && (e.DecidedAt < to.DecidedAt || (e.DecidedAt == to.DecidedAt && e.Nonce <= to.Nonce)))
                .OrderBy(e => e.DecidedAt).ThenBy(e => e.Nonce).ThenBy(e => e.Kind).ThenBy(e => e.Invalid).ToListAsync(cancel);
            var articles = await ReportedArticles.KeysAsync(db, events.Select(e => e.ArticleId).Distinct(), cancel);
            foreach (var e in events)
                yield return new(
                    DateTimeOffset.FromUnixTimeMilliseconds(e.DecidedAt).UtcDateTime, e.CreatedAt, e.Kind, e.Outcome, e.Invalid == default ? null : e.Invalid,
                    articles.GetValueOrDefault(e.ArticleId), slots.GetValueOrDefault(e.SlotId), e.Position, CreativeView.FormatId(e.CreativeId), e.Nonce, e.Seed);
            last = to;
        }
    }

    /// <summary>The next placements, each of which has a few events at most.</summary>
    private static async Task<List<(long DecidedAt, long Nonce)>> NextAsync(EngagementDbContext db, long campaignId, DateOnly day, (long DecidedAt, long Nonce) last, CancellationToken cancel)
    {
        var tokens = await db.Set<PlacementEvent>()
            .Where(e => e.CampaignId == campaignId && e.Day == day && (e.DecidedAt > last.DecidedAt || (e.DecidedAt == last.DecidedAt && e.Nonce > last.Nonce)))
            .Select(e => new { e.DecidedAt, e.Nonce }).Distinct().OrderBy(e => e.DecidedAt).ThenBy(e => e.Nonce).Take(Chunk).ToListAsync(cancel);
        return tokens.ConvertAll(t => (t.DecidedAt, t.Nonce));
    }
}
