using Engagement.Placements.Campaigns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Serving;

/// <summary>
/// Looks for changes of campaigns and of what is counted of them, from time to time and when this process changed one: a pause holds
/// everywhere soon after. While nothing can be read, what was read last is served on.
/// </summary>
internal sealed partial class ServingWorker(CurrentServing serving, CampaignChanges changes, PlacementOptions options, ILogger<ServingWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await RefreshAsync(stoppingToken);
                await changes.WaitAsync(options.PollInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        try
        {
            await serving.RefreshAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(242, LogLevel.Error, "Campaigns could not be read; those read before are served on")]
    private partial void LogFailed(Exception fault);
}
