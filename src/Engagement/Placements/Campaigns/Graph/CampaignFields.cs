using System.Text.Json;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Readers;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>What a campaign carries beside its own row.</summary>
internal sealed class CampaignFields(IDbContextFactory<EngagementDbContext> contexts)
{
    private const int MostSteps = 100;

    private readonly BatchLoader<long, Advertiser> _advertisers = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Advertiser>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
    });

    private readonly BatchLoader<long, IReadOnlyList<Creative>> _creatives = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var creatives = await db.Set<Creative>().AsNoTracking().Where(c => ids.Contains(c.CampaignId) && c.RetiredAt == null).ToListAsync(cancel);
        return creatives.GroupBy(c => c.CampaignId).ToDictionary(g => g.Key, g => (IReadOnlyList<Creative>)[.. g.OrderBy(c => c.Id)]);
    });

    private readonly BatchLoader<(long CampaignId, int Before), IReadOnlyList<CampaignStep>> _steps = new(async (keys, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var steps = new Dictionary<(long, int), IReadOnlyList<CampaignStep>>();
        foreach (var page in keys.GroupBy(k => k.Before, k => k.CampaignId)) // mostly one: the newest
        {
            var found = await NewestAsync(db, [.. page], page.Key, cancel);
            foreach (var campaign in found.GroupBy(s => s.CampaignId))
                steps.Add((campaign.Key, page.Key), [.. campaign.OrderByDescending(s => s.Number)]);
        }
        return steps;
    });

    /// <summary>On whose behalf.</summary>
    public IDataLoaderResult<AdvertiserView> Advertiser([Parent] CampaignView campaign) =>
        _advertisers.Load(campaign.Row.AdvertiserId).Then(a => AdvertiserView.From(a!)); // its row refers to one

    /// <summary>What it shows, the oldest first, at most 50.</summary>
    [ListSize(50)]
    public IDataLoaderResult<IEnumerable<CreativeView>> Creatives([Parent] CampaignView campaign) =>
        _creatives.Load(campaign.Row.Id).Then(list => (list ?? []).Select(CreativeView.From));

    /// <summary>What happened to it, newest first, at most 100.</summary>
    /// <param name="before">Only those with a smaller number; left out: the newest.</param>
    [ListSize(MostSteps)]
    public IDataLoaderResult<IEnumerable<CampaignStepView>> Steps([Parent] CampaignView campaign, int? before) =>
        _steps.Load((campaign.Row.Id, before ?? int.MaxValue)).Then(list => (list ?? []).Select(CampaignStepView.From));

    private static Task<List<CampaignStep>> NewestAsync(EngagementDbContext db, IReadOnlyList<long> campaigns, int before, CancellationToken cancel) => db.Set<CampaignStep>().AsNoTracking()
        .Where(s => campaigns.Contains(s.CampaignId) && s.Number < before)
        .Where(s => s.Number > db.Set<CampaignStep>().Where(o => o.CampaignId == s.CampaignId && o.Number < before).Max(o => o.Number) - MostSteps)
        .Select(s => new CampaignStep
        {
            CampaignId = s.CampaignId, Number = s.Number, Action = s.Action, ActorId = s.ActorId, FromState = s.FromState, ToState = s.ToState,
            CreativeId = s.CreativeId, Note = s.Note, CreatedAt = s.CreatedAt, // its changes may be long, and have a loader of their own
        }).ToListAsync(cancel);
}

internal sealed class CampaignStepFields(ReaderLoader readers, IDbContextFactory<EngagementDbContext> contexts)
{
    private readonly BatchLoader<(long CampaignId, int Number), string> _changes = new(async (keys, cancel) =>
    {
        var (campaigns, numbers) = (keys.Select(k => k.CampaignId).Distinct().ToList(), keys.Select(k => k.Number).Distinct().ToList());
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var steps = await db.Set<CampaignStep>().Where(s => campaigns.Contains(s.CampaignId) && numbers.Contains(s.Number) && s.ChangesJson != null)
            .Select(s => new { s.CampaignId, s.Number, s.ChangesJson }).ToListAsync(cancel);
        return steps.ToDictionary(s => (s.CampaignId, s.Number), s => s.ChangesJson ?? "");
    });

    /// <summary>What it changed of the campaign or the creative, by the names of the terms.</summary>
    [ListSize(30)]
    public IDataLoaderResult<IEnumerable<TermChange>> Changes([Parent] CampaignStepView step) =>
        _changes.Load((step.CampaignId, step.Number)).Then(json => json is null ? [] : JsonSerializer.Deserialize<IEnumerable<TermChange>>(json) ?? []);

    /// <summary>Who did it; null: the clock.</summary>
    public IDataLoaderResult<ReaderView?> Actor([Parent] CampaignStepView step) =>
        step.ActorId is { } id ? readers.Load(id) : LoaderResults.Of<ReaderView?>(null);
}
