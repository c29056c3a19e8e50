using System.Diagnostics.Metrics;
using Engagement.Data;

namespace Engagement.Live;

/// <summary>What live updates tell operators.</summary>
internal sealed class LiveMetrics : IDisposable
{
    private readonly Counter<long> _executions;

    public LiveMetrics() =>
        _executions = Meter.CreateCounter<long>("engagement.live.executions", "{execution}", "Executions of a document for an event; tagged by whether subscribers share it.");

    /// <summary>Of this host alone.</summary>
    public Meter Meter { get; } = new(QueueMetrics.MeterName);

    /// <summary>An event is resolved.</summary>
    public void Executed(bool shared) => _executions.Add(1, new KeyValuePair<string, object?>("shared", shared));

    /// <summary>Shows how many articles are followed, and by how many.</summary>
    public void Watch(Func<int> articles, Func<int> subscribers)
    {
        Meter.CreateObservableGauge("engagement.live.articles", articles, "{article}", "Articles that are followed on this process.");
        Meter.CreateObservableGauge("engagement.live.subscribers", subscribers, "{subscriber}", "Subscriptions to them.");
    }

    /// <summary>Shows how old this process's knowledge of other replicas' changes is.</summary>
    public void WatchLag(Func<TimeSpan> lag) =>
        Meter.CreateObservableGauge("engagement.live.poll_lag", () => lag().TotalSeconds, "s", "Since the poll for other replicas' changes last succeeded.");

    public void Dispose() => Meter.Dispose();
}
