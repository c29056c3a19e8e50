using Engagement.Live;
using Microsoft.Extensions.Logging;

namespace Engagement.Comments;

/// <summary>Has the comments of changed readers stamped, on every process.</summary>
internal sealed partial class ReaderStampWorker(ReaderStamps stamps, LiveOptions options, TimeProvider time, ILogger<ReaderStampWorker> log)
    : RepeatedWork(options.StampInterval, time)
{
    protected override Task RunOnceAsync(CancellationToken cancel) => stamps.RunAsync(cancel);

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(122, LogLevel.Error, "Stamping the comments of readers who look different failed; trying again")]
    private partial void LogFailed(Exception fault);
}
