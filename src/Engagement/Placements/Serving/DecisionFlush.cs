using Engagement.Live;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Serving;

/// <summary>Writes counted decisions every five seconds, and once more when the server stops.</summary>
internal sealed partial class DecisionFlush(DecisionWriter decisions, TimeProvider time, ILogger<DecisionFlush> log) : RepeatedWork(TimeSpan.FromSeconds(5), time)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RunOrLogAsync(CancellationToken.None);
    }

    protected override Task RunOnceAsync(CancellationToken cancel) => decisions.WriteAsync(cancel);

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(244, LogLevel.Warning, "Decisions could not be counted; the next round adds them")]
    private partial void LogFailed(Exception fault);
}
