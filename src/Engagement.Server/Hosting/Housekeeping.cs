using Engagement.Articles;
using Engagement.Data;

namespace Engagement.Server.Hosting;

/// <summary>Deletes expired rows from time to time, and writes addresses that an older version left out. A run that fails is logged, and the next one tries again.</summary>
internal sealed partial class Housekeeping(
    ExpiredRows expired, MissingAddresses addresses, RetentionOptions options, TimeProvider time, ILogger<Housekeeping> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        try
        {
            await FillAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await DeleteAsync(stoppingToken);
                await FillAsync(stoppingToken); // a replica of an older version may still run
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, or never came to listen.
        }
    }

    private Task DeleteAsync(CancellationToken cancel) => RunAsync(expired.DeleteAsync, LogDeleted, LogFailed, cancel);

    private Task FillAsync(CancellationToken cancel) => RunAsync(addresses.FillAsync, LogFilled, LogNotFilled, cancel);

    private static async Task RunAsync(Func<CancellationToken, Task<int>> work, Action<int> done, Action<Exception> failed, CancellationToken cancel)
    {
        try
        {
            if (await work(cancel) is > 0 and var rows)
                done(rows);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            failed(e);
        }
    }

    [LoggerMessage(210, LogLevel.Debug, "{Rows} expired rows deleted")]
    private partial void LogDeleted(int rows);

    [LoggerMessage(211, LogLevel.Warning, "Expired rows could not be deleted; trying again later")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(212, LogLevel.Information, "{Rows} addresses of articles written")]
    private partial void LogFilled(int rows);

    [LoggerMessage(213, LogLevel.Warning, "Addresses of articles could not be written; trying again later")]
    private partial void LogNotFilled(Exception exception);
}
