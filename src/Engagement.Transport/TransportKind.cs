namespace Engagement.Transport;

/// <summary>The way by which an operation came.</summary>
public enum TransportKind
{
    /// <summary>GraphQL over HTTP by GET: queries only.</summary>
    HttpGet,

    /// <summary>GraphQL over HTTP by POST: queries and mutations.</summary>
    HttpPost,

    /// <summary>graphql-sse, distinct connections, by GET: queries and subscriptions.</summary>
    EventStreamGet,

    /// <summary>graphql-sse, distinct connections, by POST: queries, mutations and subscriptions.</summary>
    EventStreamPost,

    /// <summary>graphql-transport-ws: queries, mutations and subscriptions.</summary>
    WebSocket,
}
