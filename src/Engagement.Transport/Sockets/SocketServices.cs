using Engagement.Transport.Errors;
using Engagement.Transport.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Sockets;

/// <summary>What every socket needs, resolved once.</summary>
internal sealed class SocketServices(
    IOptions<TransportOptions> options,
    TimeProvider time,
    IServiceScopeFactory scopes,
    ICallerAuthenticator authenticator,
    RequestReader requests,
    OperationRunner runner,
    TransportSerializer serializer,
    ResultBytes results,
    ErrorScreen screen,
    TransportMetrics metrics,
    ILogger<SocketSession> logger)
{
    public TransportOptions Options { get; } = options.Value;

    public TimeProvider Time => time;

    public IServiceScopeFactory Scopes => scopes;

    public ICallerAuthenticator Authenticator => authenticator;

    public RequestReader Requests => requests;

    public OperationRunner Runner => runner;

    public TransportSerializer Serializer => serializer;

    public ResultBytes Results => results;

    public ErrorScreen Screen => screen;

    public TransportMetrics Metrics => metrics;

    public ILogger<SocketSession> Logger => logger;
}
