using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Readers;

internal static class ReadersRegistration
{
    /// <summary>Adds who asks, and the readers.</summary>
    public static IServiceCollection AddReaders(this IServiceCollection services)
    {
        services.AddSingleton<ReaderDirectory>();
        services.AddScoped<Viewer>().AddScoped<Visitor>();
        services.AddSingleton<DailyKeys>().AddSingleton<CallerHashes>();
        services.AddSingleton<ExpiringRows>(new ExpiringRows<DailyKey>("DailyKeys", k => k.CreatedAt, TimeSpan.FromHours(27))); // no day is longer than 25 hours, and an hour later its placements still count
        services.AddSingleton(new EventScope((operation, ofEvent) =>
            ofEvent.GetRequiredService<Viewer>().Caller = operation.GetRequiredService<Viewer>().Caller));
        services.AddScoped<ReaderLoader>();
        services.AddScoped<INodeSource, ReaderNodes>();
        services.AddScoped<ViewerReaderLoader>();
        services.AddSingleton<WritePace>();
        services.AddUserErrors(typeof(Banned), typeof(TooFast), typeof(NotAllowed));
        services.Extend<Query, ViewerQueries>().Extend<ViewerView, ViewerFields>();
        services.AddGraphQL(graph => graph.AddSchemaVisitor<Access.Guard>());
        return services;
    }
}
