using System.Diagnostics;
using Engagement.Benchmarks.Load.Figures;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>Looks at an answer's body.</summary>
internal delegate bool IsExpected(ReadOnlySpan<byte> body);

/// <summary>Requests over connections that each send the next one when the last is answered: as fast as the server can.</summary>
/// <param name="address">The server.</param>
/// <param name="requests">One for each connection.</param>
/// <param name="isExpected">What every answer has to pass.</param>
/// <param name="ceiling">One that does.</param>
/// <param name="posts">That are sent meanwhile; null: none.</param>
internal sealed class RequestLoad(
    Uri address, IReadOnlyList<PreparedRequest> requests, IsExpected isExpected, CeilingAnswers ceiling, PacedPosts? posts) : ILoad
{
    /// <summary>Of one side in one round, whatever the time.</summary>
    private const int MostRequests = 500_000;

    /// <summary>Methods compiled in a second. Code that runs seldom, such as what each post does, takes most of a minute to become hot and be compiled for good.</summary>
    private const double QuietCompiler = 20;

    public CeilingAnswers Ceiling => ceiling;

    public ILoad At(Uri other) => new RequestLoad(other, requests, isExpected, ceiling, posts?.At(other));

    public async Task WarmUpAsync(LoadSettings settings, CancellationToken cancel)
    {
        using var metrics = new ServerMetrics(address);
        var (started, compiled) = (Stopwatch.GetTimestamp(), (await metrics.ReadAsync(cancel)).Compiled);
        for (var isHot = false; !isHot && Stopwatch.GetElapsedTime(started) < settings.WarmUp;)
        {
            await RunAsync(settings.Duration, cancel);
            var now = (await metrics.ReadAsync(cancel)).Compiled;
            isHot = now - compiled is not { } methods || methods < QuietCompiler * settings.Duration.TotalSeconds;
            compiled = now;
        }
    }

    public async Task<Taken> RunAsync(TimeSpan duration, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var posting = posts?.RunAsync(duration, stop.Token);
        var connections = requests.Select(_ => new LoadConnection()).ToList();
        try
        {
            foreach (var connection in connections)
                await connection.ConnectAsync(address, cancel);
            var started = Stopwatch.GetTimestamp();
            var until = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);
            var most = MostRequests / connections.Count;
            await Task.WhenAll(connections.Select((c, i) => Task.Run(() => c.RunAsync(requests[i], until, most, isExpected, stop.Token), stop.Token)));
            var time = Stopwatch.GetElapsedTime(started);
            var further = new Dictionary<string, double>();
            if (posting is not null)
                further["posts a second meanwhile"] = await posting;
            return new Taken([.. connections.SelectMany(c => c.Latencies).Order().Select(t => t * 1000.0 / Stopwatch.Frequency)], time, further);
        }
        finally
        {
            await stop.CancelAsync();
            connections.ForEach(c => c.Dispose());
        }
    }

    public Task<double?> RunAtFullSpeedAsync(TimeSpan duration, CancellationToken cancel) => Task.FromResult<double?>(null);

    public async ValueTask DisposeAsync()
    {
        if (posts is not null)
            await posts.DisposeAsync();
    }
}
