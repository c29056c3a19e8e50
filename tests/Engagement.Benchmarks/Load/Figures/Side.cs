using System.Diagnostics;
using Engagement.Benchmarks.Load.Workloads;

namespace Engagement.Benchmarks.Load.Figures;

/// <summary>One of the servers that are compared, under its load.</summary>
internal sealed class Side(string name, Uri address, ILoad load) : IAsyncDisposable
{
    private readonly ServerMetrics _metrics = new(address);

    public string Name => name;

    public ILoad Load => load;

    /// <exception cref="InvalidOperationException">An answer was wrong or missing.</exception>
    public async Task<Round> RunAsync(TimeSpan duration, CancellationToken cancel)
    {
        var before = await _metrics.ReadAsync(cancel);
        var (generator, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var taken = await load.RunAsync(duration, cancel);
        var (used, wall) = (Environment.CpuUsage.TotalTime - generator, Stopwatch.GetElapsedTime(started));
        var after = await _metrics.ReadAsync(cancel);
        double count = taken.Milliseconds.Count;
        return count == 0
            ? throw new InvalidOperationException($"{name} answered nothing within {duration.TotalSeconds} s.")
            : new Round(
                count / taken.Time.TotalSeconds, At(taken.Milliseconds, 0.5), At(taken.Milliseconds, 0.99), taken.Milliseconds[^1],
                (after.Cpu - before.Cpu)?.TotalMicroseconds / count, (after.Allocated - before.Allocated) / count,
                used.TotalMicroseconds / count, used / wall / Environment.ProcessorCount, taken.Further);
    }

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        await load.DisposeAsync();
    }

    private static double At(IReadOnlyList<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];
}
