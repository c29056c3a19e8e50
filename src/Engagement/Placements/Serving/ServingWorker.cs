using Engagement.Live;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Serving;

/// <summary>
/// Looks for changes of campaigns and of what is counted of them, from time to time and when this process changed one: a pause holds
/// everywhere soon after. While nothing can be read, what was read last is served on.
/// </summary>
internal sealed partial class ServingWorker(CurrentServing serving, CampaignChanges changes, PlacementOptions options, TimeProvider time, ILogger<ServingWorker> log)
    : RepeatedWork(options.PollInterval, time, changes)
{
    protected override Task RunOnceAsync(CancellationToken cancel) => serving.RefreshAsync(cancel);

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(242, LogLevel.Error, "Campaigns could not be read; those read before are served on")]
    private partial void LogFailed(Exception fault);
}
