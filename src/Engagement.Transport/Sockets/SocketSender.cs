using System.Buffers;
using System.Net.WebSockets;
using Engagement.Transport.Connections;

namespace Engagement.Transport.Sockets;

/// <summary>The only one who writes to a socket: what the outbox holds, and the close frame at the end.</summary>
internal sealed class SocketSender(WebSocket socket, Outbox<ServerMessage> outbox)
{
    /// <summary>
    /// Runs until the outbox is completed and then closes with the code asked for by then. Throws when the connection
    /// is lost or the token is cancelled, which cuts the connection.
    /// </summary>
    public async Task RunAsync(Func<SocketClose> close, CancellationToken cancellationToken)
    {
        await outbox.DrainAsync(SendAsync, cancellationToken);
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        var reason = close();
        await socket.CloseOutputAsync(reason.Status, reason.Text, cancellationToken);
    }

    private async ValueTask SendAsync(ServerMessage message, CancellationToken cancellationToken)
    {
        if (message.Body.IsEmpty)
        {
            await socket.SendAsync(message.Head, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(message.Length);
        try
        {
            message.CopyTo(buffer);
            await socket.SendAsync(buffer.AsMemory(0, message.Length), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
