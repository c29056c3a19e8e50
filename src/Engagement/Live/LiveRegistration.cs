using GraphQL;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Engagement.Live;

internal static class LiveRegistration
{
    /// <summary>
    /// Adds versions, their poll, tails and the execution of subscriptions. The host registers <see cref="LiveOptions"/>, a
    /// feature its <see cref="IArticleFeed"/>, and a transport that takes finished bytes its <see cref="ISharedResults"/>.
    /// </summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton<KnownVersions>();
        services.TryAddSingleton<ISharedResults, UnserialisedResults>();
        services.AddSingleton<LiveMetrics>().AddSingleton<ArticleTails>().AddScoped<LiveSubscriptions>().AddScoped<AnswerSources>();
        services.AddSingleton<VersionPoll>().AddHostedService(p => p.GetRequiredService<VersionPoll>());
        services.AddGraphQL(graph => graph.AddExecutionStrategy<LiveExecution>(OperationType.Subscription));
        return services;
    }

    /// <summary>Adds what tells and hears by the <see cref="IReplicaBus"/> that is registered.</summary>
    public static IServiceCollection AddReplicaNotices(this IServiceCollection services) => services.AddHostedService<ReplicaNotices>();
}
