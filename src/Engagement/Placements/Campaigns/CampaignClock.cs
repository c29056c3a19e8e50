using Engagement.Live;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Campaigns;

/// <summary>Moves campaigns as their days come while the server runs, on every replica.</summary>
internal sealed partial class CampaignClock(DueCampaigns campaigns, PlacementOptions options, TimeProvider time, ILogger<CampaignClock> log) : RepeatedWork(options.PollInterval * 10, time)
{
    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        if (await campaigns.RunAsync(cancel) is > 0 and var moved)
            LogMoved(moved);
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(240, LogLevel.Information, "{Campaigns} campaigns went live or ended, as their days say")]
    private partial void LogMoved(int campaigns);

    [LoggerMessage(241, LogLevel.Error, "Campaigns could not be moved as their days say; the next round tries again")]
    private partial void LogFailed(Exception fault);
}
