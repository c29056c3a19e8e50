using Microsoft.Extensions.Hosting;

namespace Engagement.Live;

/// <summary>What a server does when it starts and then again and again. A round that fails is logged, and the next one tries again.</summary>
/// <param name="interval">Between the starts of two rounds.</param>
/// <param name="time">Its clock.</param>
internal abstract class RepeatedWork(TimeSpan interval, TimeProvider time) : BackgroundService
{
    /// <summary>Does it once.</summary>
    protected abstract Task RunOnceAsync(CancellationToken cancel);

    /// <summary>Logs why a round failed.</summary>
    protected abstract void Failed(Exception fault);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
                await RunOrLogAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task RunOrLogAsync(CancellationToken cancel)
    {
        try
        {
            await RunOnceAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Failed(e);
        }
    }
}
