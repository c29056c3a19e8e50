using Engagement.Live;
using Microsoft.Extensions.Logging;

namespace Engagement.Moderation;

/// <summary>Closes threads on time while the server runs, on every replica.</summary>
internal sealed partial class ThreadClosing(CloseThreads threads, ModerationOptions options, TimeProvider time, ILogger<ThreadClosing> log)
    : RepeatedWork(options.ClosingInterval, time)
{
    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        if (await threads.RunAsync(cancel) is > 0 and var closed)
            LogClosed(closed);
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(130, LogLevel.Information, "Closed {Threads} threads whose time had come")]
    private partial void LogClosed(int threads);

    [LoggerMessage(131, LogLevel.Error, "Closing threads failed; the next round tries again")]
    private partial void LogFailed(Exception fault);
}
