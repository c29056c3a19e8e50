using Engagement.Articles;
using Engagement.Comments;
using Engagement.Comments.Bodies;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Discovery;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Live;
using Engagement.Moderation;
using Engagement.Placements;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Endpoints;
using Engagement.Server.Import;
using Engagement.Server.Operations;
using Engagement.Server.Sample;
using Engagement.Server.Telemetry;
using Engagement.Shares;
using Engagement.Transport;
using GraphQL;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Hosting;

/// <summary>All services of the server and of the commands, and the table of sections of the configuration.</summary>
internal static class EngagementServices
{
    public static void Add(WebApplicationBuilder builder)
    {
        AddSettings(builder.Services, builder.Configuration);
        AddProduct(builder.Services);
        AddOperations(builder);
        AddHost(builder.Services);
        builder.Services.AddRedisIfNamed(builder.Configuration);
        builder.AddTelemetry();
    }

    private static void AddSettings(IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<StorageOptions>(configuration, "Storage")
        .AddSettings<DatabaseOptions>(configuration, "Database")
        .AddSettings<RedisOptions>(configuration, "Redis")
        .AddSettings<ShutdownOptions>(configuration, "Shutdown")
        .AddSettings<WriteOptions>(configuration, "Writes")
        .AddSettings<RetentionOptions>(configuration, "Retention")
        .AddSettings<ReaderOptions>(configuration, "Readers")
        .AddSettings<PaceOptions>(configuration, "Pace")
        .AddSettings<CommentingOptions>(configuration, "Commenting")
        .AddSettings<LiveOptions>(configuration, "Live")
        .AddSettings<RenderedBodiesOptions>(configuration, "Bodies")
        .AddSettings<DiscoveryOptions>(configuration, "Discovery")
        .AddSettings<ModerationOptions>(configuration, "Moderation")
        .AddSettings<DocumentLimitOptions>(configuration, "Documents")
        .AddSettings<PersistedOptions>(configuration, "Persisted")
        .AddSettings<TransportOptions>(configuration, "Transport")
        .AddSettings<MetricsOptions>(configuration, "Metrics")
        .AddSettings<TicketOptions>(configuration, TicketOptions.Section)
        .AddSettings<SiteOptions>(configuration, "Site")
        .AddSettings<ShareOptions>(configuration, "Shares")
        .AddSettings<PlacementOptions>(configuration, "Placements")
        .AddSettings<OperationLimitOptions>(configuration, "RateLimits");

    private static void AddProduct(IServiceCollection services) => services
        .AddEngagementData()
        .AddLive()
        .AddEngagementGraph()
        .AddReaders()
        .AddArticles()
        .AddCounts()
        .AddComments()
        .AddShares()
        .AddPlacements()
        .AddDiscovery()
        .AddModeration();

    private static void AddOperations(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddEngagementIdentity(builder.Configuration, builder.Environment);
        RemoveKeyRing(services);
        services.AddSingleton<IValidateOptions<TicketOptions>, TicketRules>().AddSingleton<IArticleTickets, SignedTickets>();
        services.AddEngagementNetwork(builder.Configuration);
        services.AddSingleton<OperationLimits>();
        services.AddSingleton<ICallerAuthenticator, TokenCallers>();
        services.AddSingleton<CallerReader>().AddSingleton<IUserContextFactory, ViewerContext>();
        services.AddSingleton<DocumentCheck>().AddSingleton<PersistedDocuments>().AddSingleton<IPersistedDocuments>(p => p.GetRequiredService<PersistedDocuments>());
        services.AddSingleton<IOperationGate, RateGate>();
        services.AddSingleton<IAnswerStamps, AnswerStamps>();
        services.AddSingleton<IForeseenFaults, DatabaseFaults>();
        services.AddSingleton<ISharedResults, SharedBytes>();
        services.AddGraphQL(graph => graph.AddDocumentLimits().AddSchemaVisitor<Refusals.Overload>());
        services.AddGraphQLTransport();
    }

    /// <summary>Authentication brings a service that writes a key ring into the home folder at the start; nothing of ours needs one.</summary>
    private static void RemoveKeyRing(IServiceCollection services) =>
        services.Remove(services.Single(s =>
            s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace == "Microsoft.AspNetCore.DataProtection.Internal"));

    private static void AddHost(IServiceCollection services)
    {
        services.AddSingleton<StorageFolder>();
        services.AddSingleton(p => DatabaseSetup.Choose(p.GetRequiredService<DatabaseOptions>(), p.GetRequiredService<StorageFolder>()));
        services.AddSingleton<DatabaseLock>();
        services.AddSingleton<ArticlesImport>().AddSingleton<SampleCampaigns>().AddSingleton<SampleSite>();
        services.AddSingleton<ServerStart>();
        services.AddRequestTimeouts();
        services.AddSingleton<ServerVersion>().AddSingleton<Readiness>().AddScoped<CountedRedirect>().AddScoped<ReportAccess>();
        services.AddHostedService<RowExpiry>().AddHostedService<ArticleFilling>();
        services.AddOptions<HostOptions>().Configure<ShutdownOptions>((host, shutdown) => host.ShutdownTimeout = shutdown.Timeout);
    }
}
