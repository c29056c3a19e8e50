using Engagement.Transport.Errors;
using Engagement.Transport.Execution;
using Engagement.Transport.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.EventStreams;

/// <summary>What every event stream needs, resolved once.</summary>
internal sealed class EventStreamServices(
    IOptions<TransportOptions> options,
    TimeProvider time,
    OperationRunner runner,
    ResultBytes results,
    HttpResponses responses,
    ErrorScreen screen,
    TransportMetrics metrics,
    ILogger<EventStream> logger)
{
    public TransportOptions Options { get; } = options.Value;

    public TimeProvider Time => time;

    public OperationRunner Runner => runner;

    public ResultBytes Results => results;

    public HttpResponses Responses => responses;

    public ErrorScreen Screen => screen;

    public TransportMetrics Metrics => metrics;

    public ILogger<EventStream> Logger => logger;
}
