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
/// replicas are being replaced, only degrades the server.
/// </summary>
internal sealed partial class Readiness(
    SchemaState schema, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Readiness> log, IReplicaBus? bus = null) : IDisposable
{
    /// <summary>The one status that is answered with 503.</summary>
    public const string Unavailable = "unavailable";

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (long At, SchemaReport Schema)? _last;

    public async Task<ReadinessReport> LookAsync(CancellationToken cancel)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new ReadinessReport(Unavailable, ["The server is stopping."]);
        await _one.WaitAsync(cancel);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) >= Kept)
                _last = last = (time.GetTimestamp(), await LookAtSchemaAsync(cancel));
            return Report(last.Schema);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<SchemaReport> LookAtSchemaAsync(CancellationToken cancel)
    {
        try
        {
            return await schema.LookAsync(cancel);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            LogUnreachable(e);
            return new(["The database cannot be reached."], null); // its own words may hold names and addresses
        }
    }

    private ReadinessReport Report(SchemaReport schema)
    {
        if (schema.Faults.Count > 0)
            return new(Unavailable, schema.Faults);
        List<string> reasons = [.. new[] { schema.Ahead, bus?.Fault }.OfType<string>()];
        return new(reasons.Count == 0 ? "ready" : "degraded", reasons);
    }

    [LoggerMessage(220, LogLevel.Warning, "The database cannot be reached")]
    private partial void LogUnreachable(Exception exception);
}
