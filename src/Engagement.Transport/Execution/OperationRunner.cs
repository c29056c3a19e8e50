using Engagement.Transport.Documents;
using Engagement.Transport.Errors;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Execution;

/// <summary>Hands one operation to the engine, the same way for every transport.</summary>
internal sealed class OperationRunner(
    IDocumentExecuter executer,
    ISchema schema,
    IEnumerable<IOperationGate> gates,
    IUserContextFactory userContexts,
    RequestedDocuments documents,
    ErrorScreen screen,
    TransportMetrics metrics,
    IOptions<TransportOptions> options)
{
    /// <summary>After the limit, for what executes to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly IOperationGate[] _gates = [.. gates];

    /// <summary>
    /// The screened result. Throws only <see cref="OperationCanceledException"/>, when the caller's own token was
    /// cancelled.
    /// </summary>
    public async Task<ExecutionResult> RunAsync(OperationContext operation, CancellationToken cancellationToken)
    {
        var admission = new OperationAdmission(operation, _gates);
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
    /// The engine cancels at the limit and waits for what it cancelled. A driver may not come back for long: then nobody waits
    /// for it any more, and nobody is told what becomes of it.
    /// </summary>
    private async Task<ExecutionResult> ExecuteAsync(
        OperationContext operation, RequestedDocument document, OperationAdmission admission, CancellationToken cancellationToken)
    {
        var left = false;
        var execution = executer.ExecuteAsync(await OptionsAsync(operation, document, admission, () => left, cancellationToken));
        if (options.Value.ExecutionTimeout is not { } limit)
            return await execution;
        try
        {
            return await execution.WaitAsync(limit + Grace, CancellationToken.None);
        }
        catch (TimeoutException) when (!execution.IsCompleted)
        {
            left = true;
            return new ExecutionResult { Errors = [new TimeoutError()] };
        }
    }

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
        UnhandledExceptionDelegate = context => screen.HandleAsync(context, isGone: cancellationToken.IsCancellationRequested || isLeft()),
        Timeout = options.Value.ExecutionTimeout ?? Timeout.InfiniteTimeSpan,
        CancellationToken = cancellationToken,
    };
}
