using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Complaints;
using Engagement.Placements.Disclosures;
using Engagement.Placements.Events;
using Engagement.Placements.Forecasts;
using Engagement.Placements.Reports;
using Engagement.Placements.Serving;
using Engagement.Placements.Slots;
using Engagement.Placements.Tokens;
using Engagement.Placements.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Placements;

internal static class PlacementsRegistration
{
    /// <summary>Adds sponsored placements: who runs them, what is shown where, what is counted. The host registers <see cref="PlacementOptions"/>.</summary>
    public static IServiceCollection AddPlacements(this IServiceCollection services)
    {
        services.AddSingleton<DisclosureLabels>().AddSingleton<CreativeCheck>();
        services.AddSingleton<CampaignChanges>().AddSingleton<CampaignWrites>().AddSingleton<DueCampaigns>().AddHostedService<CampaignClock>();
        services.AddScoped<SetAdvertiser>().AddScoped<SetPlacementSlot>();
        services.AddScoped<CampaignSight>().AddScoped<CampaignPages>().AddScoped<CampaignEdits>().AddScoped<CreativeEdits>().AddScoped<MoveCampaign>();
        services.AddSingleton<CurrentPlan>().AddSingleton<ServingReader>().AddSingleton<CurrentServing>().AddHostedService<ServingWorker>();
        services.AddSingleton<TrafficReader>().AddSingleton<SupplyForecast>().AddSingleton<CurrentForecast>().AddSingleton<PlacementForecasts>();
        services.AddSingleton<ServingPlanner>().AddHostedService(p => p.GetRequiredService<ServingPlanner>());
        services.AddSingleton<PlacementKeys>().AddScoped<PageReader>().AddSingleton<PlacementPreview>().AddScoped<PagePlacements>().AddScoped<PlacementExplanation>();
        services.AddSingleton<PlacementMetrics>().AddSingleton<DecisionCounts>().AddSingleton<DecisionWriter>().AddHostedService<DecisionFlush>();
        services.AddSingleton<EventBatch>().AddCommitQueue<EventDraft, bool>("placement", p => p.GetRequiredService<EventBatch>().WriteAsync);
        services.AddScoped<PlacementCounting>().AddScoped<RecordPlacementEvents>().AddScoped<RenderedPlacements>().AddScoped<PlacementClicks>();
        services.AddSingleton<ExpiringRows>(p => new ExpiringRows<PlacementEvent>("PlacementEvents", e => e.CreatedAt, p.GetRequiredService<PlacementOptions>().EventsKept));
        services.AddSingleton<ExpiringRows>(new ExpiringRows<SlotHour>("SlotHours", h => h.Hour, TimeSpan.FromDays(TrafficHistory.Days + 1)));
        services.AddSingleton<CampaignReport>().AddSingleton<SlotReport>().AddScoped<PlacementStatement>()
            .AddSingleton<KeptEvents>().AddSingleton<PlacementsVerifier>().AddSingleton<EventExport>();
        services.AddScoped<ReportPlacement>().AddScoped<ComplaintDesk>();
        return services
            .Extend<ArticleView, ArticlePlacements>()
            .Extend<Query, ComplaintQueries>()
            .Extend<PlacementReportView, PlacementReportFields>()
            .Extend<Mutation, ComplaintMutations>()
            .Extend<Query, ExplainQueries>()
            .Extend<Query, ForecastQueries>()
            .Extend<CreativeView, CreativePreview>()
            .Extend<Mutation, EventMutations>()
            .Extend<Query, SlotQueries>()
            .Extend<Query, CampaignQueries>()
            .Extend<Query, ReportQueries>()
            .Extend<CampaignView, CampaignFields>()
            .Extend<CampaignView, CampaignWarnings>()
            .Extend<CampaignView, CampaignShares>()
            .Extend<CampaignStepView, CampaignStepFields>()
            .Extend<Mutation, SlotMutations>()
            .Extend<Mutation, AdvertiserMutations>()
            .Extend<Mutation, CampaignMutations>();
    }
}
