using System.Diagnostics.Metrics;
using Engagement.Data;

namespace Engagement.Discovery.Trending;

/// <summary>What rankings tell operators.</summary>
internal sealed class TrendingMetrics : IDisposable
{
    private readonly Meter _meter = new(QueueMetrics.MeterName);
    private readonly Histogram<double> _duration;

    public TrendingMetrics() =>
        _duration = _meter.CreateHistogram<double>("engagement.trending.duration", "s", "Of ranking what trends, at each whole and half hour.");

    public void Ranked(TimeSpan duration) => _duration.Record(duration.TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
