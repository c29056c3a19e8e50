using Engagement.Live;
using Microsoft.Extensions.Logging;

namespace Engagement.Discovery.Trending;

/// <summary>Ranks what trends when a cut has passed, on every process: one of them stores it.</summary>
internal sealed partial class TrendingWorker(TrendingRanking ranking, DiscoveryOptions options, TimeProvider time, ILogger<TrendingWorker> log)
    : RepeatedWork(options.RankingInterval, time)
{
    protected override Task RunOnceAsync(CancellationToken cancel) => ranking.RankIfDueAsync(cancel);

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(151, LogLevel.Error, "What trends could not be ranked; the ranking before is answered until it can")]
    private partial void LogFailed(Exception fault);
}
