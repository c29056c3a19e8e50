using System.Diagnostics.Metrics;

namespace Engagement.Data;

/// <summary>What a commit queue tells operators, tagged by <c>kind</c>.</summary>
internal sealed class QueueMetrics : IDisposable
{
    /// <summary>The meter of all that the product measures.</summary>
    public const string MeterName = "Engagement";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commitTime;
    private readonly KeyValuePair<string, object?> _kind;

    public QueueMetrics(string kind, Func<int> depth)
    {
        _kind = new("kind", kind);
        _batchSize = _meter.CreateHistogram<int>("engagement.commit.batch_size", "{item}", "Items in one transaction.");
        _commitTime = _meter.CreateHistogram<double>("engagement.commit.duration", "s", "From taking a batch to its commit.");
        _meter.CreateObservableGauge("engagement.commit.queue_depth", () => new Measurement<int>(depth(), _kind), "{item}",
            "Items that wait for a transaction.");
    }

    public void Committed(int items, TimeSpan duration)
    {
        _batchSize.Record(items, _kind);
        _commitTime.Record(duration.TotalSeconds, _kind);
    }

    public void Dispose() => _meter.Dispose();
}
