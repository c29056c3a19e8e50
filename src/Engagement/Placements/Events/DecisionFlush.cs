using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Events;

/// <summary>Writes counted decisions every five seconds, and once more when the server stops.</summary>
internal sealed partial class DecisionFlush(DecisionWriter decisions, TimeProvider time, ILogger<DecisionFlush> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        await WriteAsync(CancellationToken.None);
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        try
        {
            await decisions.WriteAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(244, LogLevel.Warning, "Decisions could not be counted; the next round adds them")]
    private partial void LogFailed(Exception fault);
}
