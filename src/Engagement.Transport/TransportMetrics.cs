using System.Diagnostics;
using System.Diagnostics.Metrics;
using GraphQL;
using GraphQLParser.AST;

namespace Engagement.Transport;

/// <summary>
/// The meter <see cref="TransportRegistration.TelemetryName"/>. An operation is counted when its result is there, a
/// subscription when it is set up.
/// </summary>
internal sealed class TransportMetrics
{
    private readonly Counter<long> _operations;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _closes;
    private readonly Counter<long> _answers;
    private readonly Meter _meter;

    public TransportMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create(TransportRegistration.TelemetryName);
        Sockets = meter.CreateUpDownCounter<long>("engagement.transport.sockets", "{socket}", "Open sockets");
        EventStreams = meter.CreateUpDownCounter<long>("engagement.transport.event_streams", "{stream}", "Open event streams");
        Subscriptions = meter.CreateUpDownCounter<long>("engagement.transport.subscriptions", "{subscription}", "Running subscriptions");
        SlowConsumers = meter.CreateCounter<long>("engagement.transport.slow_consumers", "{connection}", "Sockets and event streams ended because their outbox was full");
        _operations = meter.CreateCounter<long>("engagement.transport.operations", "{operation}", "Operations by transport, type and outcome");
        _duration = meter.CreateHistogram<double>("engagement.transport.operation.duration", "s", "Time of execution");
        _answers = meter.CreateCounter<long>("engagement.transport.answers", "{answer}", "Answers over HTTP, kept ones and new ones");
        _closes = meter.CreateCounter<long>("engagement.transport.socket.closes", "{socket}", "Sockets closed by the server, by code");
    }

    public UpDownCounter<long> Sockets { get; }

    public UpDownCounter<long> EventStreams { get; }

    public UpDownCounter<long> Subscriptions { get; }

    public Counter<long> SlowConsumers { get; }

    /// <summary>Watches how much memory kept answers take.</summary>
    public void WatchAnswers(Func<long> bytes) =>
        _meter.CreateObservableGauge("engagement.transport.answers.size", bytes, "By", "Memory that kept answers take at most");

    /// <param name="isKept">Whether the answer was there already.</param>
    public void Answered(bool isKept) => _answers.Add(1, new KeyValuePair<string, object?>("source", isKept ? "kept" : "new"));

    public void Closed(int code) => _closes.Add(1, new KeyValuePair<string, object?>("code", code));

    public Measurement Measure(TransportKind transport) => new(this, transport, Stopwatch.GetTimestamp());

    /// <summary>One operation from its begin to its result.</summary>
    internal readonly struct Measurement(TransportMetrics metrics, TransportKind transport, long started)
    {
        public void Done(OperationType? type, ExecutionResult? result) =>
            Record(type, result?.Errors is { Count: > 0 } ? "error" : "ok");

        public void Cancelled(OperationType? type) => Record(type, "cancelled");

        private void Record(OperationType? type, string outcome)
        {
            var tags = new TagList
            {
                { "transport", transport switch { TransportKind.WebSocket => "websocket", TransportKind.EventStreamGet or TransportKind.EventStreamPost => "sse", _ => "http" } },
                { "type", type switch { OperationType.Query => "query", OperationType.Mutation => "mutation", OperationType.Subscription => "subscription", _ => "unknown" } },
                { "outcome", outcome },
            };
            metrics._operations.Add(1, tags);
            metrics._duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }
}
