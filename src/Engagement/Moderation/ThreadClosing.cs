using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Moderation;

/// <summary>Closes threads on time while the server runs, on every replica. A failure is logged, and the next round tries again.</summary>
internal sealed partial class ThreadClosing(CloseThreads threads, ModerationOptions options, TimeProvider time, ILogger<ThreadClosing> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.ClosingInterval, time);
        try
        {
            do
                await RoundAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task RoundAsync(CancellationToken cancel)
    {
        try
        {
            if (await threads.RunAsync(cancel) is > 0 and var closed)
                LogClosed(closed);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(130, LogLevel.Information, "Closed {Threads} threads whose time had come")]
    private partial void LogClosed(int threads);

    [LoggerMessage(131, LogLevel.Error, "Closing threads failed; the next round tries again")]
    private partial void LogFailed(Exception fault);
}
