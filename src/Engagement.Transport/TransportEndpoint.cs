using Engagement.Transport.EventStreams;
using Engagement.Transport.Http;
using Engagement.Transport.Sockets;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport;

/// <summary>One address for all transports.</summary>
internal sealed class TransportEndpoint(HttpEndpoint http, EventStreamEndpoint streams, SocketEndpoint sockets)
{
    public Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
            return sockets.HandleAsync(context);
        var format = ResponseFormats.Negotiate(context.Request.Headers.Accept);
        return format == ResponseFormat.EventStream ? streams.HandleAsync(context) : http.HandleAsync(context, format);
    }
}
