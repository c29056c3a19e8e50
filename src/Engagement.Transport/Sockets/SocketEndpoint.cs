using Engagement.Transport.Connections;
using Engagement.Transport.Http;
using GraphQL;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Sockets;

/// <summary>GraphQL over WebSocket: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.</summary>
internal sealed class SocketEndpoint(ConnectionRegistry registry, HttpResponses responses, SocketServices services)
{
    public const string Subprotocol = "graphql-transport-ws";

    public async Task HandleAsync(HttpContext context)
    {
        if (registry.TakePlace(context.Request) is { } refusal)
        {
            await responses.WriteAsync(context, ResponseFormat.Json, new ExecutionResult { Errors = [refusal] });
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
}
