using Engagement.Transport.Errors;
using Engagement.Transport.Http;
using GraphQL;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Sockets;

/// <summary>GraphQL over WebSocket: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.</summary>
internal sealed class SocketEndpoint(SocketRegistry registry, OriginCheck origins, HttpResponses responses, SocketServices services)
{
    public const string Subprotocol = "graphql-transport-ws";

    public async Task HandleAsync(HttpContext context)
    {
        if (!origins.Allows(context.Request))
        {
            await RefuseAsync(context, new OriginError());
            return;
        }
        if (registry.IsStopping)
        {
            await RefuseAsync(context, new OverloadedError("The server is about to stop."));
            return;
        }
        if (!registry.TryTakePlace())
        {
            await RefuseAsync(context, new OverloadedError("Too many sockets are open."));
            return;
        }
        try
        {
            await AcceptAsync(context);
        }
        finally
        {
            registry.GiveBackPlace();
        }
    }

    private async Task AcceptAsync(HttpContext context)
    {
        var agreed = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol, StringComparer.Ordinal);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = agreed ? Subprotocol : null,
            // The protocol has pings of its own.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        });
        var session = new SocketSession(socket, context, services);
        if (!agreed)
            session.Close(SocketClose.SubprotocolNotAcceptable);
        services.Metrics.Sockets.Add(1);
        registry.Add(session);
        try
        {
            await session.RunAsync(context.RequestAborted);
        }
        finally
        {
            registry.Remove(session);
            services.Metrics.Sockets.Add(-1);
        }
    }

    private Task RefuseAsync(HttpContext context, TransportError error) =>
        responses.WriteAsync(context, ResponseFormat.Json, new ExecutionResult { Errors = [error] });
}
