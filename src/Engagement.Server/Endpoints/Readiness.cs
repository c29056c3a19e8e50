using System.Data.Common;
using Engagement.Data;
using Engagement.Live;

namespace Engagement.Server.Endpoints;

/// <summary>Whether requests should be sent here.</summary>
/// <param name="Status"><c>ready</c>; <c>degraded</c>: send them, but look after it; <c>unavailable</c>.</param>
/// <param name="Reasons">Why it is not ready, in English for operators; empty if it is.</param>
internal sealed record ReadinessReport(string Status, IReadOnlyList<string> Reasons);

/// <summary>
/// Looks at the database at most once a second, however many ask: whether it answers, whether its schema is this program's,
/// and whether its engine is set up as it must be. A bus between replicas that is away, or a schema that is ahead since
/// replicas are being replaced, only degrades the server. A look that takes too long goes on until the driver gives it up,
/// and there is no second one beside it; meanwhile the server is unavailable.
/// </summary>
internal sealed partial class Readiness(
    SchemaState schema, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Readiness> log, IReplicaBus? bus = null)
{
    /// <summary>The one status that is answered with 503.</summary>
    public const string Unavailable = "unavailable";

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    /// <summary>Well below what proxies wait.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private static readonly SchemaReport Unreachable = new(["The database cannot be reached."], null); // its own words may hold names and addresses
    private static readonly SchemaReport Silent = new([$"The database has not answered for {Longest.TotalSeconds} s."], null);

    private readonly Lock _gate = new();
    private (long At, Task<SchemaReport> Schema)? _last;
    private bool _isAway;

    public async Task<ReadinessReport> LookAsync(CancellationToken cancel)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new ReadinessReport(Unavailable, ["The server is stopping."]);
        var (at, look) = Current();
        var left = Longest - time.GetElapsedTime(at);
        try
        {
            return Report(await look.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancel));
        }
        catch (TimeoutException) when (!look.IsCompleted)
        {
            return Report(Silent);
        }
    }

    private (long At, Task<SchemaReport> Schema) Current()
    {
        lock (_gate)
        {
            if (_last is { } last && (!last.Schema.IsCompleted || time.GetElapsedTime(last.At) < Kept))
                return last;
            var now = (time.GetTimestamp(), Task.Run(LookAtSchemaAsync));
            _last = now;
            return now;
        }
    }

    private async Task<SchemaReport> LookAtSchemaAsync()
    {
        using var limit = new CancellationTokenSource(Longest, time);
        try
        {
            var report = await schema.LookAsync(limit.Token);
            _isAway = false;
            return report;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            if (!_isAway)
                LogUnreachable(e.GetBaseException().GetType().Name);
            _isAway = true;
            return limit.IsCancellationRequested ? Silent : Unreachable;
        }
    }

    private ReadinessReport Report(SchemaReport schema)
    {
        if (schema.Faults.Count > 0)
            return new(Unavailable, schema.Faults);
        List<string> reasons = [.. new[] { schema.Ahead, bus?.Fault }.OfType<string>()];
        return new(reasons.Count == 0 ? "ready" : "degraded", reasons);
    }

    [LoggerMessage(220, LogLevel.Warning, "The database cannot be reached ({Fault}); the server is not ready until it can")]
    private partial void LogUnreachable(string fault);
}
