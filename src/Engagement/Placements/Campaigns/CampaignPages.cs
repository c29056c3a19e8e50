using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>Reads what managers may see of campaigns.</summary>
internal sealed class CampaignPages(IDbContextFactory<EngagementDbContext> contexts, CampaignSight sight)
{
    /// <summary>Newest first; all that is given has to hold.</summary>
    /// <param name="advertiser">The key of one.</param>
    /// <param name="states">In one of these.</param>
    /// <param name="page">Forward.</param>
    /// <param name="cancel">Ends the statement.</param>
    public async Task<CampaignConnection> ReadAsync(string? advertiser, IReadOnlyList<CampaignState>? states, PageArguments page, CancellationToken cancel)
    {
        var before = page.IdOf(CampaignConnection.CursorPrefix);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var advertisers = sight.Of(db.Set<Advertiser>());
        if (advertiser is not null)
            advertisers = advertisers.Where(a => a.Key == advertiser);
        var campaigns = db.Set<Campaign>().AsNoTracking().Where(c => advertisers.Any(a => a.Id == c.AdvertiserId));
        if (states is not null)
            campaigns = campaigns.Where(c => states.Contains(c.State));
        if (before is { } id)
            campaigns = campaigns.Where(c => c.Id < id);
        return CampaignConnection.Of(page, await campaigns.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(cancel));
    }

    /// <summary>The campaign, or null if it is unknown or not for the caller.</summary>
    public async Task<Campaign?> FindAsync(string id, CancellationToken cancel)
    {
        if (CampaignView.ParseId(id) is not { } key)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var advertisers = sight.Of(db.Set<Advertiser>());
        return await db.Set<Campaign>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == key && advertisers.Any(a => a.Id == c.AdvertiserId), cancel);
    }

    /// <summary>The creative, retired or not, or null if it is unknown or not for the caller.</summary>
    public async Task<Creative?> FindCreativeAsync(string id, CancellationToken cancel)
    {
        if (CreativeView.ParseId(id) is not { } key)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var advertisers = sight.Of(db.Set<Advertiser>());
        return await db.Set<Creative>().AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == key && db.Set<Campaign>().Any(m => m.Id == c.CampaignId && advertisers.Any(a => a.Id == m.AdvertiserId)), cancel);
    }

    /// <summary>Advertisers of the caller's, by key.</summary>
    public async Task<IReadOnlyList<Advertiser>> AdvertisersAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await sight.Of(db.Set<Advertiser>().AsNoTracking()).OrderBy(a => a.Key).ToListAsync(cancel);
    }
}
