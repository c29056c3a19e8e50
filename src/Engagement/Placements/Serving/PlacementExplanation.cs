using Engagement.Articles;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Serving;

/// <summary>Why each campaign would or would not be chosen for a slot of a page, if nothing stood there yet.</summary>
internal sealed class PlacementExplanation(
    CurrentServing serving, PageReader pages, CampaignSight sight, IDbContextFactory<EngagementDbContext> contexts, SiteDays days, TimeProvider time)
{
    public const int Most = 400;

    /// <summary>Campaigns of the caller's advertisers: those that may be chosen first, then by id; at most 400.</summary>
    public async Task<IReadOnlyList<ExplainedPlacement>> ExplainAsync(Article article, string slot, CancellationToken cancel)
    {
        var state = await serving.RefreshAsync(cancel); // as it is now: somebody looks for what they just changed
        var page = await pages.ReadAsync(article, withReports: true, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var own = (await sight.Of(db.Set<Advertiser>()).Select(a => a.Id).ToListAsync(cancel)).ToHashSet();
        var explained = PlacementDecision.Explain(state.Rates, page, slot, days.Of(time.GetUtcNow().UtcDateTime))
            .Where(e => own.Contains(e.Campaign.AdvertiserId)).OrderBy(e => e.Dropped is not null).Take(Most).ToList();
        var ids = explained.ConvertAll(e => e.Campaign.Id);
        var rows = await db.Set<Campaign>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        return [.. explained.Where(e => rows.ContainsKey(e.Campaign.Id)).Select(e => new ExplainedPlacement(CampaignView.From(rows[e.Campaign.Id]), e.Dropped, e.Rate))];
    }
}
