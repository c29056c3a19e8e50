using System.Diagnostics.Metrics;
using Engagement.Data;

namespace Engagement.Placements.Events;

/// <summary>What placements tell operators.</summary>
internal sealed class PlacementMetrics : IDisposable
{
    /// <summary>What became of an event.</summary>
    public const string Counted = "counted", Repeated = "repeated", Invalid = "invalid", Late = "late", Forged = "forged", Limited = "limited", Failed = "failed";

    private readonly Meter _meter = new(QueueMetrics.MeterName);
    private readonly Counter<long> _events, _decisions;

    public PlacementMetrics()
    {
        _events = _meter.CreateCounter<long>("engagement.placements.events", "{event}", "Impressions, viewable ones and clicks; tagged by what and by what became of them.");
        _decisions = _meter.CreateCounter<long>("engagement.placements.positions", "{position}", "Positions that pages asked for; tagged by slot and whether something fitted.");
    }

    public void Add(EventKind kind, string outcome) =>
        _events.Add(1, new KeyValuePair<string, object?>("kind", $"{kind}".ToLowerInvariant()), new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="slot">Its key.</param>
    /// <param name="filled">Whether something fitted.</param>
    /// <param name="count">Of positions.</param>
    public void Add(string slot, bool filled, int count) =>
        _decisions.Add(count, new KeyValuePair<string, object?>("slot", slot), new KeyValuePair<string, object?>("filled", filled));

    public void Dispose() => _meter.Dispose();
}
