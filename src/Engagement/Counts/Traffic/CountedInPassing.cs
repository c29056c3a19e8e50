using Engagement.Data;
using Microsoft.Extensions.Logging;

namespace Engagement.Counts.Traffic;

/// <summary>Counts those who came for something else, who wait a moment at most and get it, counted or not.</summary>
internal sealed partial class CountedInPassing(ILogger<CountedInPassing> log)
{
    /// <summary>The longest that somebody waits for being counted; they go on without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when it is counted, when it failed, or when that takes too long; a failure is logged whenever it comes.</summary>
    public async Task WaitAsync(Task counting)
    {
        try
        {
            await counting.WaitAsync(Patience);
        }
        catch (TimeoutException) when (!counting.IsCompleted)
        {
            LogUncounted("late");
            _ = counting.ContinueWith(Told, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default); // nobody waits for it, and its end is a line
        }
        catch (OverloadedException)
        {
            LogUncounted("overloaded");
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private void Told(Task counting) => LogFailed(counting.Exception!.GetBaseException()); // it is faulted

    [LoggerMessage(232, LogLevel.Debug, "A visit, click or impression is counted late or not at all ({Reason})")]
    private partial void LogUncounted(string reason);

    [LoggerMessage(233, LogLevel.Warning, "A visit, click or impression could not be counted")]
    private partial void LogFailed(Exception fault);
}
