using Engagement.Transport.Documents;
using Engagement.Transport.Errors;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Execution;

/// <summary>Hands one operation to the engine, the same way for every transport.</summary>
internal sealed class OperationRunner(
    IDocumentExecuter executer,
    ISchema schema,
    OperationGates gates,
    IUserContextFactory userContexts,
    RequestedDocuments documents,
    ErrorScreen screen,
    TransportMetrics metrics,
    IOptions<TransportOptions> options)
{
    /// <summary>After the limit, for what executes to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The screened result. Throws only <see cref="OperationCanceledException"/>, when the caller's own token was
    /// cancelled.
    /// </summary>
    public async Task<ExecutionResult> RunAsync(OperationContext operation, CancellationToken cancellationToken)
    {
        var admission = new OperationAdmission(operation, gates);
        var measured = metrics.Measure(operation.Transport);
        try
        {
            var document = documents.Find(operation.Request, operation.Caller);
            var result = document.Refusal is { } refusal
                ? new ExecutionResult { Errors = [refusal] }
                : screen.Screen(await ExecuteAsync(operation, document, admission, cancellationToken));
            if (result.Executed)
                documents.Executed(document);
            if (admission.Type is null && await admission.CountAsync(cancellationToken) is { } limited)
                result = new ExecutionResult { Errors = [limited] };
            measured.Done(admission.Type, result);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            measured.Cancelled(admission.Type);
            throw;
        }
        catch (Exception exception)
        {
            var result = new ExecutionResult { Errors = [screen.Report(exception)] };
            measured.Done(admission.Type, result);
            return result;
        }
    }

    /// <summary>
    /// Whether a query whose answer is there already would be refused, by a gate or for its document. The screened refusal,
    /// or null. Counts the query.
    /// </summary>
    public async ValueTask<ExecutionResult?> RefuseAsync(OperationContext operation, string? name, CancellationToken cancellationToken)
    {
        var measured = metrics.Measure(operation.Transport);
        var refusal = await gates.CheckAsync(new OperationAttempt(OperationType.Query, name, operation), cancellationToken)
            ?? documents.Find(operation.Request, operation.Caller).Refusal;
        var result = refusal is null ? null : screen.Screen(new ExecutionResult { Errors = [refusal] });
        measured.Done(OperationType.Query, result);
        return result;
    }

    /// <summary>
    /// Cancelled at the limit or with its client. What it waits for, such as a driver whose database is silent, may not come
    /// back for long: then nobody waits for it any more, and nobody is told what becomes of it.
    /// </summary>
    private async Task<ExecutionResult> ExecuteAsync(
        OperationContext operation, RequestedDocument document, OperationAdmission admission, CancellationToken cancellationToken)
    {
        var end = new CancellationTokenSource(); // not disposed: it has no timer, and may be cancelled long after this
        var limit = options.Value.ExecutionTimeout;
        var left = false;
        await using var late = new Timer(_ => CancelApart(end), null, limit ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var gone = cancellationToken.Register(() => CancelApart(end));
        var execution = executer.ExecuteAsync(await OptionsAsync(operation, document, admission, () => left || cancellationToken.IsCancellationRequested, end.Token));
        try
        {
            return await execution.WaitAsync(limit + Grace ?? Timeout.InfiniteTimeSpan, CancellationToken.None);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new ExecutionResult { Errors = [new TimeoutError()] };
        }
        catch (TimeoutException) when (!execution.IsCompleted)
        {
            left = true;
            return new ExecutionResult { Errors = [new TimeoutError()] };
        }
    }

    /// <summary>
    /// On a thread of its own: a driver may keep whoever cancels a statement until it has told the database so. Those of the
    /// pool would all be kept when a database falls silent, and the whole process with them.
    /// </summary>
    private static void CancelApart(CancellationTokenSource end) =>
        _ = Task.Factory.StartNew(end.Cancel, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async ValueTask<ExecutionOptions> OptionsAsync(
        OperationContext operation, RequestedDocument document, OperationAdmission admission, Func<bool> isLeft, CancellationToken cancellationToken) => new()
    {
        Schema = schema,
        Query = document.Text,
        OperationName = operation.Request.OperationName,
        Variables = operation.Request.Variables,
        Extensions = operation.Request.Extensions,
        User = operation.Caller.User,
        UserContext = await userContexts.CreateAsync(operation, cancellationToken),
        RequestServices = operation.Services,
        ValidationRules = DocumentValidator.CoreRules.Prepend(admission),
        CachedDocumentValidationRules = [admission],
        Listeners = { admission },
        UnhandledExceptionDelegate = context => screen.HandleAsync(context, isLeft()),
        CancellationToken = cancellationToken,
    };
}
