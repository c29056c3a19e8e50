using System.Data.Common;
using Engagement.Data;

namespace Engagement.Server.Endpoints;

/// <summary>Whether requests should be sent here.</summary>
/// <param name="Status"><c>ready</c> or <c>unavailable</c>.</param>
/// <param name="Reasons">Why not, in English for operators; empty if ready.</param>
internal sealed record ReadinessReport(string Status, IReadOnlyList<string> Reasons);

/// <summary>
/// Looks at the database at most once a second, however many ask: whether it answers, whether its schema is this program's,
/// and whether its engine is set up as it must be.
/// </summary>
internal sealed partial class Readiness(SchemaState schema, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Readiness> log) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (long At, IReadOnlyList<string> Reasons)? _last;

    public async Task<ReadinessReport> LookAsync(CancellationToken cancel)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Report(["The server is stopping."]);
        await _one.WaitAsync(cancel);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) >= Kept)
                _last = last = (time.GetTimestamp(), await FindReasonsAsync(cancel));
            return Report(last.Reasons);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<string>> FindReasonsAsync(CancellationToken cancel)
    {
        try
        {
            return await schema.FindFaultsAsync(cancel);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            LogUnreachable(e);
            return ["The database cannot be reached."]; // its own words may hold names and addresses
        }
    }

    private static ReadinessReport Report(IReadOnlyList<string> reasons) => new(reasons.Count == 0 ? "ready" : "unavailable", reasons);

    [LoggerMessage(220, LogLevel.Warning, "The database cannot be reached")]
    private partial void LogUnreachable(Exception exception);
}
