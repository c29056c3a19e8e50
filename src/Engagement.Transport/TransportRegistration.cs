using Engagement.Transport.Answers;
using Engagement.Transport.Connections;
using Engagement.Transport.Documents;
using Engagement.Transport.Errors;
using Engagement.Transport.EventStreams;
using Engagement.Transport.Execution;
using Engagement.Transport.Http;
using Engagement.Transport.Sockets;
using GraphQL;
using GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Engagement.Transport;

/// <summary>Puts the transport into a host.</summary>
public static class TransportRegistration
{
    /// <summary>The name of the transport's meter and of its activity source (one activity for each operation of a socket).</summary>
    public const string TelemetryName = "Engagement.Transport";

    /// <summary>
    /// Registers the transport. Call it after `AddGraphQL`, which brings ISchema and IDocumentExecuter; the serializer
    /// and the error writer are ours and replace what is there. `ICallerAuthenticator`, `IUserContextFactory`,
    /// `IPersistedDocuments`, `IAnswerStamps` and `TimeProvider` are taken from the host where it has them, before or after; every `IOperationGate` is asked. All
    /// of these are singletons.
    /// </summary>
    public static IServiceCollection AddGraphQLTransport(this IServiceCollection services, Action<TransportOptions>? configure = null)
    {
        services.AddOptions<TransportOptions>()
            .Configure(configure ?? (static _ => { }))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICallerAuthenticator, RequestAuthenticator>();
        services.TryAddSingleton<IPersistedDocuments, NoPersistedDocuments>();
        services.TryAddSingleton<IUserContextFactory, EmptyUserContextFactory>();
        services.TryAddSingleton<IAnswerStamps, NoAnswerStamps>();

        services.TryAddSingleton<TransportSerializer>();
        services.Replace(ServiceDescriptor.Singleton<IErrorInfoProvider, StableErrorInfo>());
        services.Replace(ServiceDescriptor.Singleton<IGraphQLSerializer>(p => p.GetRequiredService<TransportSerializer>()));
        services.Replace(ServiceDescriptor.Singleton<IGraphQLTextSerializer>(p => p.GetRequiredService<TransportSerializer>()));

        services.TryAddSingleton<TransportMetrics>();
        services.TryAddSingleton<ErrorScreen>();
        services.TryAddSingleton<ResultBytes>();
        services.TryAddSingleton<RequestReader>();
        services.TryAddSingleton<AutomaticDocuments>();
        services.TryAddSingleton<RequestedDocuments>();
        services.TryAddSingleton<OperationGates>();
        services.TryAddSingleton<OperationRunner>();
        services.TryAddSingleton<KeptAnswers>();
        services.TryAddSingleton<HttpRequests>();
        services.TryAddSingleton<HttpResponses>();
        services.TryAddSingleton<HttpOperations>();
        services.TryAddSingleton<HttpEndpoint>();
        services.TryAddSingleton<EventStreamServices>();
        services.TryAddSingleton<EventStreamEndpoint>();
        services.TryAddSingleton<OriginCheck>();
        services.TryAddSingleton<SocketServices>();
        services.TryAddSingleton<ConnectionRegistry>();
        services.TryAddSingleton<SocketEndpoint>();
        services.TryAddSingleton<TransportEndpoint>();
        return services;
    }

    /// <summary>
    /// Serves GET, POST, event streams and WebSocket at the pattern, such as "/graphql". Needs no `UseWebSockets`; authentication,
    /// CORS and forwarded headers are the host's middleware.
    /// </summary>
    public static IEndpointConventionBuilder MapGraphQLTransport(this IEndpointRouteBuilder endpoints, string pattern)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<TransportEndpoint>();
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(endpoint.HandleAsync);
        return endpoints.Map(pattern, pipeline.Build()).WithDisplayName("GraphQL");
    }
}
