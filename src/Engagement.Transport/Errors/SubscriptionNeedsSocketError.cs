using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>One answer over HTTP cannot hold a stream.</summary>
internal sealed class SubscriptionNeedsSocketError()
    : TransportError(
        StatusCodes.Status400BadRequest,
        ErrorCodes.SubscriptionNeedsSocket,
        "Subscriptions need a WebSocket with the sub-protocol graphql-transport-ws, or `Accept: text/event-stream`.");
