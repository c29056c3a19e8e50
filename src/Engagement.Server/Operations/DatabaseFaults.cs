using Engagement.Data;
using Engagement.Transport;
using Engagement.Transport.Errors;
using GraphQL;

namespace Engagement.Server.Operations;

/// <summary>
/// A database that is away, restarts or fails over is answered as UNAVAILABLE: by then what can be tried again was tried. It
/// is logged by one line for each burst of such faults.
/// </summary>
internal sealed partial class DatabaseFaults(SqlDialect dialect, TimeProvider time, ILogger<DatabaseFaults> log) : IForeseenFaults
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10), RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long? _last;

    /// <inheritdoc/>
    public ExecutionError? Explain(Exception exception)
    {
        if (IsUnsettled(exception))
        {
            Tell(exception);
            return Refusals.RetryLater(ErrorCodes.Unavailable, "The database was lost at commit; repeat with the same idempotency key to learn whether it was written.", RetryAfter);
        }
        if (!dialect.IsTransient(exception))
            return null;
        Tell(exception);
        return Refusals.RetryLater(ErrorCodes.Unavailable, "The database cannot be reached just now.", RetryAfter);
    }

    private static bool IsUnsettled(Exception? exception)
    {
        while (exception is not (null or UnsettledException))
            exception = exception.InnerException;
        return exception is not null;
    }

    private void Tell(Exception exception)
    {
        lock (_gate)
        {
            var isFirst = _last is not { } last || time.GetElapsedTime(last) >= Quiet;
            _last = time.GetTimestamp();
            if (isFirst)
                LogAway(exception.GetBaseException().GetType().Name);
        }
    }

    [LoggerMessage(221, LogLevel.Warning, "The database cannot be reached ({Fault}); operations are answered UNAVAILABLE until it can")]
    private partial void LogAway(string fault);
}
