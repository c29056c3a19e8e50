using System.Net.WebSockets;
using Engagement.Transport.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Engagement.Transport.Sockets;

/// <summary>
/// One socket from its upgrade to its end. The reader dispatches, the sender alone writes, operations run beside
/// them. Whoever closes first decides the code; the close frame follows what is being sent, and if that or the
/// client's answer takes longer than <see cref="TransportOptions.CloseTimeout"/> the connection is cut.
/// </summary>
internal sealed partial class SocketSession : IConnection
{
    private readonly WebSocket _socket;
    private readonly SocketServices _services;
    private readonly Outbox<ServerMessage> _outbox;
    private readonly SocketTimers _timers;
    private readonly SocketDispatcher _dispatcher;
    private readonly CancellationTokenSource _cut = new();
    private readonly Lock _gate = new();
    private SocketClose? _close;
    private Task _draining = Task.CompletedTask;
    private volatile bool _stopping;

    public SocketSession(WebSocket socket, HttpContext http, SocketServices services)
    {
        _socket = socket;
        _services = services;
        _outbox = new Outbox<ServerMessage>(services.Options.MaxOutboxMessages, services.Options.MaxOutboxBytes);
        _timers = new SocketTimers(this, services);
        _dispatcher = new SocketDispatcher(this, http, _timers, services);
    }

    public SocketOperations Operations { get; } = new();

    /// <summary>The host stops: no new operation is begun.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Runs until the socket is closed or lost and nothing of it is under way any more. Does not throw.</summary>
    public async Task RunAsync(CancellationToken lost)
    {
        await using var registration = lost.UnsafeRegister(static session => ((SocketSession)session!)._cut.Cancel(), this);
        _timers.StartInit();
        var sending = SendAsync();
        await ReceiveAsync();
        Close(SocketClose.Normal);
        await sending;
        await _dispatcher.Initialised;
        await Task.WhenAll(Operations.All().Select(operation => operation.Work));
        await _draining;
        await _timers.DisposeAsync();
    }

    /// <summary>False if the outbox is full. What is sent after the close was decided is forgotten.</summary>
    public bool TrySend(ServerMessage message) => _outbox.TryAdd(message);

    /// <summary>Sends what a slow consumer may not miss: one that has no room for it is disconnected.</summary>
    public void Send(ServerMessage message)
    {
        if (!TrySend(message))
            Close(SocketClose.SlowConsumer);
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _outbox.WaitForRoomAsync(cancellationToken);

    /// <summary>Closes with the code, unless a close is decided already. `flush` sends what waits before.</summary>
    public void Close(SocketClose close, bool flush = false)
    {
        lock (_gate)
        {
            if (_close is not null)
                return;
            _close = close;
        }
        if (close != SocketClose.Normal)
            _services.Metrics.Closed(close.Code);
        if (close == SocketClose.SlowConsumer)
            _services.Metrics.SlowConsumers.Add(1);
        LogClosing(_services.Logger, close.Code, close.Reason);
        _outbox.Complete(drop: !flush);
        _timers.StartCut();
        foreach (var operation in Operations.All())
            operation.End();
    }

    /// <summary>Cuts the connection without a close frame: the other side is not there.</summary>
    public void Cut()
    {
        Close(SocketClose.Normal);
        _cut.Cancel();
    }

    /// <summary>The host stops: ends streams, lets queries and mutations finish for the set time, then closes with 1001.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_stopping)
                return;
            _stopping = true;
            _draining = DrainAsync();
        }
    }

    private async Task DrainAsync()
    {
        await Task.Yield();
        var operations = Operations.All();
        foreach (var operation in operations)
            operation.EndIfStream();
        try
        {
            await Task.WhenAll(operations.Select(o => o.Work)).WaitAsync(_services.Options.DrainTimeout, _services.Time);
        }
        catch (TimeoutException)
        {
            LogNotDrained(_services.Logger, Operations.Running);
        }
        Close(SocketClose.GoingAway, flush: true);
    }

    /// <summary>Ends with the client's close frame or the loss of the connection; after a close of ours it only waits for that.</summary>
    private async Task ReceiveAsync()
    {
        using var reader = new SocketReader(_socket, _services.Options.MaxMessageBytes);
        while (!_cut.IsCancellationRequested)
        {
            try
            {
                if (await reader.ReadAsync(_cut.Token) is not { } message)
                    return;
                _timers.Heard();
                if (_close is null)
                    _dispatcher.Dispatch(ClientMessage.Parse(message.Span), _cut.Token);
            }
            catch (InvalidMessageException e)
            {
                Close(SocketClose.BadRequest(e.Message));
            }
            catch (MessageTooBigException)
            {
                Close(SocketClose.MessageTooBig);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                _cut.Cancel();
            }
            catch (Exception e)
            {
                _services.Screen.Report(e);
                Close(SocketClose.InternalError);
            }
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await new SocketSender(_socket, _outbox).RunAsync(() => _close ?? SocketClose.Normal, _cut.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Lost, or cut: the reader ends the same way.
            _cut.Cancel();
        }
    }

    [LoggerMessage(1003, LogLevel.Debug, "Closing a socket with {Code} {Reason}")]
    private static partial void LogClosing(ILogger logger, int code, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "{Running} operations of a socket did not finish before the host stopped")]
    private static partial void LogNotDrained(ILogger logger, int running);
}
