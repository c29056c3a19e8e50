using System.Diagnostics.Metrics;
using Engagement.Data;

namespace Engagement.Redis;

/// <summary>What Redis tells operators.</summary>
internal sealed class RedisMetrics : IDisposable
{
    private readonly Meter _meter = new(QueueMetrics.MeterName);
    private readonly Counter<long> _faults;
    private readonly Counter<long> _notices;

    public RedisMetrics()
    {
        _faults = _meter.CreateCounter<long>("engagement.redis.faults", "{fault}", "What Redis could not do in time, by what (ping, notice, rate).");
        _notices = _meter.CreateCounter<long>("engagement.redis.notices", "{notice}", "Changes of articles, by direction (told, heard, lost).");
    }

    public void Failed(string what) => _faults.Add(1, new KeyValuePair<string, object?>("what", what));

    public void Noticed(string direction, int notices) => _notices.Add(notices, new KeyValuePair<string, object?>("direction", direction));

    /// <summary>Shows whether Redis answers.</summary>
    public void Watch(Func<bool> isUp) =>
        _meter.CreateObservableGauge("engagement.redis.up", () => isUp() ? 1 : 0, null, "1 if Redis answers in time, else 0.");

    public void Dispose() => _meter.Dispose();
}
