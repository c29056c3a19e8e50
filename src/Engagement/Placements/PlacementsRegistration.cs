using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Disclosures;
using Engagement.Placements.Slots;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Placements;

internal static class PlacementsRegistration
{
    /// <summary>Adds sponsored placements: who runs them, what is shown where, what is counted. The host registers <see cref="PlacementOptions"/>.</summary>
    public static IServiceCollection AddPlacements(this IServiceCollection services)
    {
        services.AddSingleton<DisclosureLabels>().AddSingleton<CreativeCheck>();
        services.AddSingleton<CampaignChanges>().AddSingleton<CampaignWrites>().AddSingleton<CampaignDays>().AddHostedService<CampaignClock>();
        services.AddSingleton<SetAdvertiser>().AddSingleton<SetPlacementSlot>();
        services.AddScoped<CampaignSight>().AddScoped<CampaignPages>().AddScoped<CampaignEdits>().AddScoped<CreativeEdits>().AddScoped<MoveCampaign>();
        return services
            .Extend<Query, SlotQueries>()
            .Extend<Query, CampaignQueries>()
            .Extend<CampaignView, CampaignFields>()
            .Extend<CampaignStepView, CampaignStepFields>()
            .Extend<Mutation, SlotMutations>()
            .Extend<Mutation, AdvertiserMutations>()
            .Extend<Mutation, CampaignMutations>();
    }
}
