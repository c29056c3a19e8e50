using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Readers;
using Engagement.Transport;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Hosting;

/// <summary>All services of the server and of the commands, and the table of sections of the configuration.</summary>
internal static class EngagementServices
{
    public static void Add(WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        AddSettings(services, configuration);
        AddHost(services);
        AddProduct(services);
    }

    private static void AddSettings(IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<StorageOptions>(configuration, "Storage")
        .AddSettings<DatabaseOptions>(configuration, "Database")
        .AddSettings<ShutdownOptions>(configuration, "Shutdown")
        .AddSettings<WriteOptions>(configuration, "Writes")
        .AddSettings<RetentionOptions>(configuration, "Retention")
        .AddSettings<ReaderOptions>(configuration, "Readers")
        .AddSettings<TransportOptions>(configuration, "Transport");

    private static void AddHost(IServiceCollection services)
    {
        services.AddSingleton<StorageFolder>();
        services.AddSingleton(p => DatabaseSetup.Choose(p.GetRequiredService<DatabaseOptions>(), p.GetRequiredService<StorageFolder>()));
        services.AddSingleton<DatabaseLock>();
        services.AddSingleton<ServerStart>();
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) => host.ShutdownTimeout = shutdown.Value.Timeout);
    }

    private static void AddProduct(IServiceCollection services)
    {
        services.AddEngagementData();
        services.AddSingleton<KnownVersions>();
        services.AddEngagementGraph();
        services.AddReaders();
        services.AddSingleton<ArticleWrites>();
        services.AddScoped<ArticleLoader>();
        services.Extend<Query, ArticleQueries>();
        services.AddGraphQLTransport();
    }
}
