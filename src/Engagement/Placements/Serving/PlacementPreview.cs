using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Slots;
using Engagement.Placements.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Serving;

/// <summary>A creative in its place, as its manager looks at it before anybody else: nothing of it counts.</summary>
internal sealed class PlacementPreview(IDbContextFactory<EngagementDbContext> contexts, PlacementKeys keys, TimeProvider time)
{
    /// <summary>What shows a creative on any page, for an hour.</summary>
    public async Task<string> TokenAsync(Creative creative, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var token = new PlacementToken(TokenMarks.Preview, creative.CampaignId, creative.Id, 0, 0, 0, now.ToUnixTimeMilliseconds(), 0, PlacementToken.NewNonce(), 0);
        return token.Sign(await keys.OfAsync(now.UtcDateTime, cancel));
    }

    /// <summary>What a token says; null: it is none of ours, or of more than an hour ago.</summary>
    public async Task<PlacementToken?> ReadAsync(string text, CancellationToken cancel) =>
        PlacementToken.Read(text) is { Marks: TokenMarks.Preview } token
            && token.IsCurrent(time.GetUtcNow().UtcDateTime)
            && PlacementToken.IsSigned(text, await keys.OfAsync(token.At, cancel)) ? token : null;

    /// <summary>The creative that a token shows and the first of the slots that it may stand in; null if there is none.</summary>
    /// <param name="token">A good one.</param>
    /// <param name="slots">Keys, in the order of the page.</param>
    /// <param name="cancel">Ends the statements.</param>
    public async Task<(ShownCreative Shown, PlacementSlot Slot)?> FindAsync(PlacementToken token, IReadOnlyList<string> slots, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Set<Creative>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == token.CreativeId, cancel) is not { } creative)
            return null;
        var campaign = await db.Set<Campaign>().AsNoTracking().SingleAsync(c => c.Id == creative.CampaignId, cancel);
        var sponsor = await db.Set<Advertiser>().Where(a => a.Id == campaign.AdvertiserId).Select(a => a.Name).SingleAsync(cancel);
        var wanted = slots.Intersect(campaign.Rules.Slots).ToList();
        var rows = await db.Set<PlacementSlot>().AsNoTracking().Where(s => wanted.Contains(s.Key)).ToListAsync(cancel);
        return rows.Where(s => creative.Fits(s.Format)).OrderBy(s => wanted.IndexOf(s.Key)).FirstOrDefault() is { } slot ? (new(creative, sponsor), slot) : null;
    }
}
