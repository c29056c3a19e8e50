using System.Net;
using Engagement.Transport.Errors;
using GraphQL.Transport;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Sockets;

/// <summary>The protocol's states: what each message of the client does. Called by the reader alone, in order.</summary>
internal sealed class SocketDispatcher(SocketSession session, HttpContext http, SocketTimers timers, SocketServices services)
{
    // Taken now: the context of the upgrade is not to be used by operations.
    private readonly IPAddress? _remoteAddress = http.Connection.RemoteIpAddress;
    private readonly IHeaderDictionary _headers = http.Request.Headers;
    private bool _initReceived;
    private volatile Caller? _caller;

    /// <summary>The authentication of the caller. Never faulted.</summary>
    public Task Initialised { get; private set; } = Task.CompletedTask;

    public void Dispatch(ClientMessage message, CancellationToken cancellationToken)
    {
        switch (message.Type)
        {
            case ClientMessage.ConnectionInit when _initReceived:
                session.Close(SocketClose.TooManyInits);
                break;
            case ClientMessage.ConnectionInit:
                _initReceived = true;
                timers.StopInit();
                Initialised = InitialiseAsync(new ConnectionInit(message.Payload), cancellationToken);
                break;
            case ClientMessage.Ping:
                session.Send(ServerMessage.Pong(message.Payload));
                break;
            case ClientMessage.Subscribe when _caller is null:
                session.Close(SocketClose.Unauthorized);
                break;
            case ClientMessage.Subscribe:
                Subscribe(message, _caller);
                break;
            case ClientMessage.Complete when session.Operations.TryGet(message.Id!, out var operation):
                operation.End();
                break;
        }
    }

    private async Task InitialiseAsync(ConnectionInit init, CancellationToken cancellationToken)
    {
        try
        {
            var authentication = await services.Authenticator.AuthenticateSocketAsync(http, init, cancellationToken);
            if (!authentication.IsAccepted)
            {
                session.Close(SocketClose.Forbidden(authentication.Refusal));
                return;
            }
            _caller = authentication.Caller;
            timers.StartReady(authentication.Caller.ExpiresAt);
            session.Send(ServerMessage.ConnectionAck);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The socket is gone.
        }
        catch (Exception exception)
        {
            services.Screen.Report(exception);
            session.Close(SocketClose.InternalError);
        }
    }

    private void Subscribe(ClientMessage message, Caller caller)
    {
        // Left unanswered while the host stops: the close that follows makes the client ask again elsewhere.
        if (session.IsStopping)
            return;
        var id = message.Id!;
        if (session.Operations.Has(id))
        {
            session.Close(SocketClose.SubscriberExists(id));
            return;
        }
        if (services.Options.MaxOperationsPerSocket is { } limit && session.Operations.Running >= limit)
        {
            session.Send(ServerMessage.Error(id, services.Serializer.ToUtf8([new TooManyOperationsError(limit)])));
            return;
        }
        var request = Read(message);
        var operation = new SocketOperation(id, session, services);
        session.Operations.Add(operation);
        operation.Start(scope => new OperationContext
        {
            Transport = TransportKind.WebSocket,
            Caller = caller,
            RemoteAddress = _remoteAddress,
            Headers = _headers,
            Request = request,
            Scope = () => scope,
            Room = session.WaitForRoomAsync,
        });
    }

    private GraphQLRequest Read(ClientMessage message)
    {
        try
        {
            return services.Requests.Read(message.Payload!.Value);
        }
        catch (BadRequestError error)
        {
            throw new InvalidMessageException(error.Message);
        }
    }
}
