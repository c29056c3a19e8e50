using Engagement.Data;
using Engagement.Live;

namespace Engagement.Server.Hosting;

/// <summary>Deletes expired rows from time to time.</summary>
internal sealed partial class RowExpiry(ExpiredRows expired, RetentionOptions options, TimeProvider time, ILogger<RowExpiry> log)
    : RepeatedWork(options.Interval, time)
{
    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        if (await expired.DeleteAsync(cancel) is > 0 and var rows)
            LogDeleted(rows);
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(210, LogLevel.Debug, "{Rows} expired rows deleted")]
    private partial void LogDeleted(int rows);

    [LoggerMessage(211, LogLevel.Warning, "Expired rows could not be deleted; trying again later")]
    private partial void LogFailed(Exception fault);
}
