using Engagement.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Comments;

/// <summary>Has the comments of changed readers stamped, on every process; a fault is tried again at the next round.</summary>
internal sealed partial class ReaderStampWorker(ReaderStamps stamps, LiveOptions options, TimeProvider time, ILogger<ReaderStampWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.StampInterval, time);
        do
        {
            try
            {
                await stamps.RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(122, LogLevel.Error, "Stamping the comments of readers who look different failed; trying again")]
    private partial void LogFailed(Exception fault);
}
