using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using Microsoft.Extensions.Logging;

namespace Engagement.Transport.Errors;

/// <summary>Stands between exceptions and clients: leaves in their place what the host foresaw, else logs each once and leaves a correlation id.</summary>
internal sealed partial class ErrorScreen(ILogger<ErrorScreen> logger, IEnumerable<IForeseenFaults> foreseen)
{
    private readonly IForeseenFaults[] _foreseen = [.. foreseen];

    /// <summary>For <see cref="ExecutionOptions.UnhandledExceptionDelegate"/>. </summary>
    /// <param name="context">Of the exception.</param>
    /// <param name="isGone">Whether nobody waits for the answer any more.</param>
    public Task HandleAsync(UnhandledExceptionContext context, bool isGone)
    {
        if (context.OriginalException is ExecutionError)
            return Task.CompletedTask;

        // What breaks because the client went away is no error of ours, whatever its class.
        context.Exception = isGone
            ? new InternalError(CorrelationId())
            : Report(context.OriginalException, Path(context.FieldContext));
        return Task.CompletedTask;
    }

    /// <summary>Logs the exception, unless it was foreseen, and gives what may be told of it.</summary>
    public ExecutionError Report(Exception exception, string? path = null)
    {
        if (_foreseen.Select(f => f.Explain(exception)).FirstOrDefault(e => e is not null) is { } error)
            return error;
        var id = CorrelationId();
        LogUnhandled(exception, id, path);
        return new InternalError(id);
    }

    /// <summary>Replaces errors that carry no stable code: nobody meant them for a client.</summary>
    public ExecutionResult Screen(ExecutionResult result)
    {
        if (result.Errors is not { Count: > 0 } errors || errors.All(e => ErrorCodes.Of(e) is not null))
            return result;

        var screened = new ExecutionErrors();
        foreach (var error in errors)
        {
            if (ErrorCodes.Of(error) is not null)
            {
                screened.Add(error);
                continue;
            }
            var replacement = Report(error, error.Path is null ? null : string.Join('.', error.Path));
            replacement.Path = error.Path;
            error.Locations?.ForEach(replacement.AddLocation);
            screened.Add(replacement);
        }
        result.Errors = screened;
        return result;
    }

    private static string? Path(IResolveFieldContext? field) => field is null ? null : string.Join('.', field.ResponsePath);

    private static string CorrelationId() =>
        (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();

    [LoggerMessage(1001, LogLevel.Error, "Unhandled exception in a GraphQL operation, correlation id {CorrelationId}, field {Path}")]
    private partial void LogUnhandled(Exception exception, string correlationId, string? path);
}
