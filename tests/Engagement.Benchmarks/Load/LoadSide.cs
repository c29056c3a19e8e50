using System.Diagnostics;

namespace Engagement.Benchmarks.Load;

/// <summary>What one side did in one round.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Cpu">Microseconds of the server process for one answer.</param>
internal sealed record LoadResult(double PerSecond, double P50, double P99, double Cpu);

/// <summary>One of two servers that are compared.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Process">The server.</param>
/// <param name="Requests">One for each connection.</param>
/// <param name="IsExpected">Looks at an answer's body.</param>
internal sealed record LoadSide(string Name, ChildProcess Process, IReadOnlyList<PreparedRequest> Requests, Func<ReadOnlyMemory<byte>, bool> IsExpected)
{
    private const int WarmAnswers = 20_000, MostWarmUps = 20;

    /// <summary>Runs until the server's hot code is compiled for good: so many answers at least, or twenty times the duration.</summary>
    public async Task WarmUpAsync(TimeSpan duration, CancellationToken cancel)
    {
        var answers = 0.0;
        for (var i = 0; i < MostWarmUps && answers < WarmAnswers; i++)
            answers += (await RunAsync(duration, cancel)).PerSecond * duration.TotalSeconds;
    }

    /// <summary>Keeps every connection busy for the time given.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan duration, CancellationToken cancel)
    {
        var connections = Requests.Select(_ => new LoadConnection()).ToList();
        try
        {
            foreach (var connection in connections)
                await connection.ConnectAsync(Process.Address, cancel);
            var cpu = Process.CpuTime;
            var started = Stopwatch.GetTimestamp();
            var until = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);
            var most = LoadSettings.MostRequests / connections.Count;
            await Task.WhenAll(connections.Select((c, i) => Task.Run(() => c.RunAsync(Requests[i], until, most, IsExpected, cancel), cancel)));
            return Summarize(connections, Stopwatch.GetElapsedTime(started), Process.CpuTime - cpu);
        }
        finally
        {
            connections.ForEach(c => c.Dispose());
        }
    }

    private static LoadResult Summarize(List<LoadConnection> connections, TimeSpan time, TimeSpan cpu)
    {
        var latencies = connections.SelectMany(c => c.Latencies).Order().ToList();
        double Milliseconds(double share) => latencies[(int)((latencies.Count - 1) * share)] * 1000.0 / Stopwatch.Frequency;
        return new LoadResult(latencies.Count / time.TotalSeconds, Milliseconds(0.5), Milliseconds(0.99), cpu.TotalMicroseconds / latencies.Count);
    }
}
