using Microsoft.Extensions.Hosting;

namespace Engagement.Live;

/// <summary>What a server does when it starts and then again and again. A round that fails is logged, and the next one tries again.</summary>
/// <param name="interval">Between the starts of two rounds.</param>
/// <param name="time">Its clock.</param>
/// <param name="sooner">Begins the next round before its time; null: nothing does. Then the real clock says when its time has come.</param>
internal abstract class RepeatedWork(TimeSpan interval, TimeProvider time, Signal? sooner = null) : BackgroundService
{
    /// <summary>Its clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Does it once.</summary>
    protected abstract Task RunOnceAsync(CancellationToken cancel);

    /// <summary>Logs why a round failed.</summary>
    protected abstract void Failed(Exception fault);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = sooner is null ? new PeriodicTimer(interval, time) : null;
        try
        {
            do
                await RunOrLogAsync(stoppingToken);
            while (await WaitAsync(timer, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async ValueTask<bool> WaitAsync(PeriodicTimer? timer, CancellationToken cancel)
    {
        if (timer is not null)
            return await timer.WaitForNextTickAsync(cancel);
        await sooner!.WaitAsync(interval, cancel); // there is a timer where it is not
        return true;
    }

    /// <summary>A round beside the others, such as a last one.</summary>
    protected async Task RunOrLogAsync(CancellationToken cancel)
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
