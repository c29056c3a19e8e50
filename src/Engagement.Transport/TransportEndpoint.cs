using Engagement.Transport.Http;
using Engagement.Transport.Sockets;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport;

/// <summary>One address for all transports.</summary>
internal sealed class TransportEndpoint(HttpEndpoint http, SocketEndpoint sockets)
{
    public Task HandleAsync(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context) : http.HandleAsync(context);
}
