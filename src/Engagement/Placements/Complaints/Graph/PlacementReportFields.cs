using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Readers;
using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Complaints;

/// <summary>What and who a report is about.</summary>
internal sealed class PlacementReportFields(IDbContextFactory<EngagementDbContext> contexts, ReaderLoader readers, ArticleLoader articles)
{
    private readonly BatchLoader<long, Creative> _creatives = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Creative>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
    });

    private readonly BatchLoader<long, Advertiser> _sponsors = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var owners = await db.Set<Campaign>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.AdvertiserId }).ToListAsync(cancel);
        var advertiserIds = owners.Select(o => o.AdvertiserId).Distinct().ToList();
        var advertisers = await db.Set<Advertiser>().AsNoTracking().Where(a => advertiserIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        return owners.ToDictionary(o => o.Id, o => advertisers[o.AdvertiserId]);
    });

    private readonly BatchLoader<long, Count> _open = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<PlacementComplaint>().Where(c => c.IsOpen && ids.Contains(c.CreativeId))
            .GroupBy(c => c.CreativeId).Select(g => new { Id = g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Id, c => new Count(c.Count), cancel);
    });

    /// <summary>What was seen.</summary>
    public IDataLoaderResult<CreativeView> Creative([Parent] PlacementReportView report) =>
        _creatives.Load(report.Row.CreativeId).Then(c => CreativeView.From(c!)); // its row refers to one

    /// <summary>The campaign that it belongs to, for an admin who takes it back.</summary>
    [Id]
    public IDataLoaderResult<string> CampaignId([Parent] PlacementReportView report) =>
        _creatives.Load(report.Row.CreativeId).Then(c => CampaignView.FormatId(c!.CampaignId)); // the same

    /// <summary>On whose behalf it was there.</summary>
    public IDataLoaderResult<AdvertiserView> Advertiser([Parent] PlacementReportView report) =>
        _creatives.Load(report.Row.CreativeId).ThenLoad(c => _sponsors.Load(c!.CampaignId)).Then(a => AdvertiserView.From(a!)); // the same

    /// <summary>How many readers' reports of this creative are open, this one included.</summary>
    public IDataLoaderResult<int> OpenReports([Parent] PlacementReportView report) => _open.Load(report.Row.CreativeId).Then(c => c?.Value ?? 0);

    /// <summary>Who told it; null: a reader who is gone.</summary>
    public IDataLoaderResult<ReaderView?> Reader([Parent] PlacementReportView report) => readers.Load(report.Row.ReaderId);

    /// <summary>Who closed it; null while it is open.</summary>
    public IDataLoaderResult<ReaderView?> ClosedBy([Parent] PlacementReportView report) =>
        report.Row.ClosedById is { } id ? readers.Load(id) : LoaderResults.Of<ReaderView?>(null);

    /// <summary>Beside which article it was seen; null: none that there is.</summary>
    public IDataLoaderResult<ArticleView?> Article([Parent] PlacementReportView report) => articles.Load(report.Row.ArticleId);

    private sealed record Count(int Value);
}
