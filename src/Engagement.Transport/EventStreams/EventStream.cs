using Engagement.Transport.Connections;
using Engagement.Transport.Errors;
using GraphQL;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Engagement.Transport.EventStreams;

/// <summary>
/// One operation whose results are events of one response. A stream that has told everything ends with `complete`.
/// One that the server ends before (the host stops, the token has expired, the client is too slow) just ends, so that
/// clients connect again; the last two are told by a `next` with an error.
/// </summary>
internal sealed partial class EventStream : IConnection, IObserver<ExecutionResult>, IAsyncDisposable
{
    private readonly HttpContext _http;
    private readonly EventStreamServices _services;
    private readonly Outbox<StreamEvent> _outbox;
    // Never disposed: it has no timer, and whoever ends the operation may come late.
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private StreamEvent? _lastWord;
    private ITimer? _drain;
    private ITimer? _cut;
    private bool _isStream;
    private bool _stopping;

    public EventStream(HttpContext http, EventStreamServices services)
    {
        (_http, _services) = (http, services);
        _outbox = new Outbox<StreamEvent>(services.Options.MaxOutboxMessages, services.Options.MaxOutboxBytes);
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _outbox.WaitForRoomAsync(cancellationToken);

    /// <summary>Runs until the stream has ended. Throws what the request is to be refused with, as long as nothing was written.</summary>
    public async Task RunAsync(OperationContext operation)
    {
        await using var gone = _http.RequestAborted.UnsafeRegister(static stream => ((EventStream)stream!).End(drop: true), this);
        var result = await ExecuteAsync(operation);
        if (!result.Executed && result.Errors?.OfType<TransportError>().FirstOrDefault() is { } refusal)
            throw refusal;

        var sending = SendAsync();
        if (result.Streams is { Count: 1 } streams)
            await FollowAsync(streams.Values.Single(), operation.Caller.ExpiresAt);
        else
            Finish(result);
        await sending;
    }

    public void OnNext(ExecutionResult value)
    {
        var next = StreamEvent.Next(_services.Results.ToUtf8(value));
        bool fits;
        lock (_gate)
            fits = _ended.Task.IsCompleted || _outbox.TryAdd(next);
        if (!fits)
            EndAsSlow();
    }

    public void OnError(Exception error) =>
        Finish(new ExecutionResult { Errors = [error as ExecutionError ?? _services.Screen.Report(error)] });

    public void OnCompleted() => Finish(null);

    /// <summary>The host stops: a subscription ends at once, a query or mutation may finish for the set time.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_stopping)
                return;
            _stopping = true;
            if (!_isStream)
            {
                _drain = Once(_services.Options.DrainTimeout, GiveUp);
                return;
            }
        }
        End(drop: false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in new[] { _drain, _cut })
        {
            if (timer is not null)
                await timer.DisposeAsync();
        }
    }

    private async Task<ExecutionResult> ExecuteAsync(OperationContext operation)
    {
        try
        {
            return await _services.Runner.RunAsync(operation, _cancellation.Token);
        }
        catch (OperationCanceledException) when (!_http.RequestAborted.IsCancellationRequested)
        {
            throw new OverloadedError("The server is about to stop.");
        }
    }

    private async Task FollowAsync(IObservable<ExecutionResult> stream, DateTimeOffset? expiresAt)
    {
        // Tells the client that it is subscribed: some browsers do not see headers before there is a body.
        _outbox.TryAdd(StreamEvent.KeepAlive);
        bool stopping;
        lock (_gate)
        {
            _isStream = true;
            stopping = _stopping;
        }
        if (stopping)
        {
            End(drop: false);
            return;
        }

        await using var expiry = expiresAt is { } at ? new Expiry(_services.Time, at, EndAsExpired) : null;
        // A stream that has no room has something to show that it lives.
        await using var keepAlive = _services.Options.KeepAliveInterval is { } interval
            ? _services.Time.CreateTimer(_ => _outbox.TryAdd(StreamEvent.KeepAlive), null, interval, interval)
            : null;
        _services.Metrics.Subscriptions.Add(1);
        try
        {
            using var subscription = stream.Subscribe(this);
            await _ended.Task;
        }
        catch (Exception exception)
        {
            OnError(exception);
        }
        finally
        {
            _services.Metrics.Subscriptions.Add(-1);
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await new EventStreamSender(_http, _outbox).RunAsync(() => _lastWord);
        }
        catch (Exception exception) when (_http.RequestAborted.IsCancellationRequested || exception is IOException)
        {
            // Lost, or cut.
            End(drop: true);
        }
    }

    /// <summary>All is told: a last result, if there is one, and `complete`.</summary>
    private void Finish(ExecutionResult? last)
    {
        var next = last is null ? (StreamEvent?)null : StreamEvent.Next(_services.Results.ToUtf8(last));
        bool fits;
        lock (_gate)
        {
            if (_ended.Task.IsCompleted)
                return;
            fits = (next is null || _outbox.TryAdd(next.Value)) && _outbox.TryAdd(StreamEvent.Complete);
            if (fits)
            {
                _outbox.Complete(drop: false);
                _ended.TrySetResult();
            }
        }
        if (!fits)
            EndAsSlow();
    }

    private void EndAsSlow()
    {
        if (End(drop: true, new ExecutionError("The events were not taken fast enough.") { Code = ErrorCodes.SlowConsumer }))
            _services.Metrics.SlowConsumers.Add(1);
    }

    private void EndAsExpired() =>
        End(drop: true, new ExecutionError("The token has expired.") { Code = ErrorCodes.Unauthenticated });

    /// <summary>Ends the stream without `complete`. False if it has ended.</summary>
    /// <param name="drop">Whether what waits is not sent any more.</param>
    /// <param name="reason">A last word.</param>
    private bool End(bool drop, ExecutionError? reason = null)
    {
        StreamEvent? last = reason is null ? null : StreamEvent.Next(_services.Results.ToUtf8(new ExecutionResult { Errors = [reason] }));
        lock (_gate)
        {
            if (_ended.Task.IsCompleted)
                return false;
            _lastWord = last;
            _outbox.Complete(drop);
            _cut = Once(_services.Options.CloseTimeout, _http.Abort);
            _ended.TrySetResult();
        }
        _cancellation.Cancel();
        return true;
    }

    private void GiveUp()
    {
        LogNotDrained(_services.Logger);
        _cancellation.Cancel();
    }

    private ITimer Once(TimeSpan due, Action action) =>
        _services.Time.CreateTimer(_ => action(), null, due, Timeout.InfiniteTimeSpan);

    [LoggerMessage(1005, LogLevel.Warning, "The operation of an event stream did not finish before the host stopped")]
    private static partial void LogNotDrained(ILogger logger);
}
