using Engagement.Data;

namespace Engagement.Server.Hosting;

/// <summary>Deletes expired rows from time to time. A run that fails is logged, and the next one tries again.</summary>
internal sealed partial class Housekeeping(ExpiredRows expired, RetentionOptions options, TimeProvider time, ILogger<Housekeeping> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RunOnceAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, or never came to listen.
        }
    }

    private async Task RunOnceAsync(CancellationToken cancel)
    {
        try
        {
            if (await expired.DeleteAsync(cancel) is > 0 and var rows)
                LogDeleted(rows);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(210, LogLevel.Debug, "{Rows} expired rows deleted")]
    private partial void LogDeleted(int rows);

    [LoggerMessage(211, LogLevel.Warning, "Expired rows could not be deleted; trying again later")]
    private partial void LogFailed(Exception exception);
}
