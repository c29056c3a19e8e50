using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace Engagement.Live;

/// <summary>
/// Runs subscriptions: resolves each event in a service scope of its own, the next one when the client has taken the one
/// before. Those who ask the same, and nothing that depends on who asks, share one execution an event.
/// </summary>
/// <remarks>
/// Whoever holds an event holds all before it, so none is passed over: one that cannot be resolved, because the database is
/// away for a moment, is tried again, and if that does not help, the stream ends and the client resumes.
/// </remarks>
internal sealed class LiveExecution(
    IServiceScopeFactory scopes, IEnumerable<EventScope> inherited, ISharedResults sharing, LiveMetrics metrics, LiveOptions options, TimeProvider time)
    : SubscriptionExecutionStrategy
{
    /// <summary>How often an event is tried before the stream ends.</summary>
    internal const int MostAttempts = 5;

    /// <summary>The code of an error that nobody foresaw; all others are the document's own and come again.</summary>
    private const string FaultCode = "INTERNAL";

    /// <remarks>As the engine's own, which would queue events without a bound between the source and the client.</remarks>
    protected override async Task<IObservable<ExecutionResult>?> ResolveResponseStreamAsync(ExecutionContext context, ExecutionNode node)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            var resolver = node.FieldDefinition.StreamResolver ?? throw new InvalidOperationException($"`{node.Field.Name}` has no stream.");
            var stream = await resolver.ResolveAsync(new ReadonlyResolveFieldContext(node, context));
            var events = stream as PulledStream<LiveEvent> ?? throw new InvalidOperationException($"`{node.Field.Name}` is no stream of events.");
            // The context of the operation is cleared once the stream is there.
            var operation = CloneExecutionContext(context, CancellationToken.None);
            var key = SharingKey.Of(context, node);
            return new PulledStream<ExecutionResult>(cancel => ResolveAsync(events, operation, node, key, cancel));
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            var error = e as ExecutionError ?? await HandleExceptionAsync(context, node, e, $"`{node.Field.Name}` could not be followed.");
            error.Path = node.ResponsePath;
            error.AddLocation(node.Field, context.Document);
            context.Errors.Add(error);
            return null;
        }
    }

    private async IAsyncEnumerable<ExecutionResult> ResolveAsync(
        PulledStream<LiveEvent> events, ExecutionContext operation, ExecutionNode node, string? key, [EnumeratorCancellation] CancellationToken cancel)
    {
        var client = operation.RequestServices!.GetRequiredService<LiveSubscriptions>();
        await foreach (var one in events.Pull(cancel))
        {
            await client.WaitForRoomAsync(cancel);
            yield return await ResolveAsync(one, operation, node, key, cancel);
        }
    }

    /// <exception cref="ExecutionError">INTERNAL: the event could not be resolved, and the stream must not go on without it.</exception>
    private async Task<ExecutionResult> ResolveAsync(LiveEvent one, ExecutionContext operation, ExecutionNode node, string? key, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = key is null
                ? await ExecuteAsync(one, operation, node, isShared: false, cancel)
                : await one.ShareAsync(key, () => ExecuteSharedAsync(one, operation, node), r => FaultOf(r) is null).WaitAsync(cancel);
            if (FaultOf(result) is not { } fault)
                return result;
            if (attempt == MostAttempts)
                throw fault;
            await Task.Delay(options.RetryInterval, time, cancel);
        }
    }

    private static ExecutionError? FaultOf(ExecutionResult result) => result.Errors?.FirstOrDefault(e => e is UnhandledError || e.Code == FaultCode);

    /// <summary>Not cancelled when the subscriber leaves that came first; a result with errors is not kept as bytes.</summary>
    private async Task<ExecutionResult> ExecuteSharedAsync(LiveEvent one, ExecutionContext operation, ExecutionNode node)
    {
        var result = await ExecuteAsync(one, operation, node, isShared: true, CancellationToken.None);
        return result.Errors is { Count: > 0 } ? result : sharing.Share(result);
    }

    private async Task<ExecutionResult> ExecuteAsync(LiveEvent one, ExecutionContext operation, ExecutionNode node, bool isShared, CancellationToken cancel)
    {
        metrics.Executed(isShared);
        await using var scope = scopes.CreateAsyncScope();
        if (!isShared)
            foreach (var part in inherited)
                part.Copy(operation.RequestServices!, scope.ServiceProvider);
        one.Prime(scope.ServiceProvider);
        using var context = CloneExecutionContext(operation, cancel);
        context.RequestServices = scope.ServiceProvider;
        return await ProcessDataAsync(context, node, one.Payload);
    }
}
