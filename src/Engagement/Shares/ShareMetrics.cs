using System.Diagnostics.Metrics;
using Engagement.Data;

namespace Engagement.Shares;

/// <summary>What shares and visits tell operators: a flood is seen here, and nowhere else.</summary>
internal sealed class ShareMetrics : IDisposable
{
    /// <summary>What became of an event.</summary>
    public const string Counted = "counted", Repeated = "repeated", Filtered = "filtered", Limited = "limited";

    private readonly Meter _meter = new(QueueMetrics.MeterName);
    private readonly Counter<long> _events;

    public ShareMetrics() => _events = _meter.CreateCounter<long>("engagement.shares.events", "{event}", "Shares and visits; tagged by what and by what became of them.");

    public void Add(ShareEventKind kind, string outcome) =>
        _events.Add(1, new KeyValuePair<string, object?>("kind", $"{kind}".ToLowerInvariant()), new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
