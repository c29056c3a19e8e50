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
        services.AddScoped<Viewer>();
        services.AddSingleton(new EventScope((operation, ofEvent) =>
            ofEvent.GetRequiredService<Viewer>().Caller = operation.GetRequiredService<Viewer>().Caller));
        services.AddScoped<ReaderLoader>();
        services.AddScoped<INodeSource, ReaderNodes>();
        services.AddScoped<ViewerReaderLoader>();
        services.AddSingleton<WritePace>();
        services.AddUserErrors(typeof(Banned), typeof(TooFast));
        services.Extend<Query, ViewerQueries>().Extend<ViewerView, ViewerFields>();
        services.AddGraphQL(graph => graph.AddSchemaVisitor<Access.Guard>());
        return services;
    }
}
