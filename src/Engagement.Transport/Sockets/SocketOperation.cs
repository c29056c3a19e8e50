using System.Diagnostics;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Transport.Sockets;

/// <summary>
/// One `subscribe` of a client until `complete` or `error`. Queries and mutations send one `next`; a subscription is
/// the observer of the engine's stream. Nothing is sent once it has ended, whoever ended it.
/// </summary>
internal sealed class SocketOperation(string id, SocketSession session, SocketServices services) : IObserver<ExecutionResult>
{
    private static readonly ActivitySource Activities = new(TransportRegistration.TelemetryName);

    private readonly ReadOnlyMemory<byte> _nextHead = ServerMessage.NextHead(id);
    // Never disposed: it has no timer, and whoever ends the operation may come late.
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _isStream;

    public string Id => id;

    /// <summary>Completes when its work is over. Never faulted.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    public void Start(Func<IServiceProvider, OperationContext> context) => Work = Task.Run(() => RunAsync(context));

    /// <summary>Ends it without a word to the client, who asked for it or is told by the close frame.</summary>
    public void End() => Finish();

    /// <summary>The server stops: streams end at once, queries and mutations may finish.</summary>
    public void EndIfStream()
    {
        bool isStream;
        lock (_gate)
            isStream = _isStream;
        if (isStream)
            End();
    }

    public void OnNext(ExecutionResult value)
    {
        var message = Next(value);
        bool fits;
        lock (_gate)
            fits = _ended.Task.IsCompleted || session.TrySend(message);
        if (!fits)
            session.Close(SocketClose.SlowConsumer);
    }

    public void OnError(Exception error) => FinishWith(error as ExecutionError ?? services.Screen.Report(error));

    public void OnCompleted() => Finish(ServerMessage.Complete(id));

    private async Task RunAsync(Func<IServiceProvider, OperationContext> context)
    {
        // A trace of its own: the one of the upgrade lasts as long as the socket.
        Activity.Current = null;
        using var activity = Activities.StartActivity("graphql.operation") ?? new Activity("graphql.operation").Start();
        try
        {
            await using var scope = services.Scopes.CreateAsyncScope();
            var result = await services.Runner.RunAsync(context(scope.ServiceProvider), _cancellation.Token);
            if (result.Streams is { Count: 1 } streams)
                await StreamAsync(streams.Values.Single());
            else if (result.Executed && result.Operation?.Operation != OperationType.Subscription)
                Finish(Next(result), ServerMessage.Complete(id));
            else
                Finish(ServerMessage.Error(id, services.Serializer.ToUtf8(result.Errors ?? [])));
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // The client completed it, or the socket closes.
        }
        catch (Exception exception)
        {
            FinishWith(services.Screen.Report(exception));
        }
        finally
        {
            End();
            session.Operations.Over(this);
        }
    }

    private async Task StreamAsync(IObservable<ExecutionResult> stream)
    {
        lock (_gate)
        {
            _isStream = true;
            if (session.IsStopping)
                return;
        }
        services.Metrics.Subscriptions.Add(1);
        try
        {
            using var subscription = stream.Subscribe(this);
            await _ended.Task;
        }
        finally
        {
            services.Metrics.Subscriptions.Add(-1);
        }
    }

    private ServerMessage Next(ExecutionResult result) => new(_nextHead, services.Results.ToUtf8(result));

    private void FinishWith(ExecutionError error)
    {
        var screened = services.Screen.Screen(new ExecutionResult { Errors = [error] });
        Finish(ServerMessage.Error(id, services.Serializer.ToUtf8(screened.Errors ?? [])));
    }

    private void Finish(params ReadOnlySpan<ServerMessage> last)
    {
        var fits = true;
        lock (_gate)
        {
            if (!_ended.TrySetResult())
                return;
            // Freed before the client can learn that it may use the id again.
            session.Operations.Free(this);
            foreach (var message in last)
                fits &= session.TrySend(message);
        }
        if (!fits)
            session.Close(SocketClose.SlowConsumer);
        _cancellation.Cancel();
    }
}
