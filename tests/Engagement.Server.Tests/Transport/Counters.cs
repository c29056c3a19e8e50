using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Server.Tests.Transport;

/// <summary>Sums of the transport's counters in one server.</summary>
internal sealed class Counters : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _sums = new();
    private readonly MeterListener _listener = new();

    public Counters(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Engagement.Transport" && instrument.Meter.Scope == factory)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            foreach (var (key, tag) in tags)
                _sums.AddOrUpdate($"{instrument.Name}/{key}={tag}", value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    /// <summary>By name such as "engagement.transport.sockets", or name and tag "…operations/type=query".</summary>
    public long this[string name] => _sums.GetValueOrDefault("engagement.transport." + name);

    /// <summary>What a gauge says now.</summary>
    public long Observe(string name)
    {
        var before = this[name];
        _listener.RecordObservableInstruments();
        return this[name] - before;
    }

    public void Dispose() => _listener.Dispose();
}
