using System.Net.WebSockets;
using System.Text;

namespace Engagement.Transport.Sockets;

/// <summary>Why a socket is closed: the codes of graphql-transport-ws, those of RFC 6455 that we use, and two of our own.</summary>
/// <param name="Code">The close code.</param>
/// <param name="Reason">In English; cut to the 123 bytes that a close frame holds.</param>
internal sealed record SocketClose(int Code, string Reason)
{
    private const int MaxReasonBytes = 123;

    /// <summary>1000: the client closed, and this is our answer.</summary>
    public static SocketClose Normal { get; } = new(1000, "");

    /// <summary>1001: the server stops; connect again.</summary>
    public static SocketClose GoingAway { get; } = new(1001, "Going away");

    /// <summary>1009: a message above <see cref="TransportOptions.MaxMessageBytes"/>.</summary>
    public static SocketClose MessageTooBig { get; } = new(1009, "Message too big");

    /// <summary>4401: an operation before `connection_ack`.</summary>
    public static SocketClose Unauthorized { get; } = new(4401, "Unauthorized");

    /// <summary>4406: the client does not offer graphql-transport-ws.</summary>
    public static SocketClose SubprotocolNotAcceptable { get; } = new(4406, "Subprotocol not acceptable");

    /// <summary>4408: no `connection_init` within <see cref="TransportOptions.ConnectionInitTimeout"/>.</summary>
    public static SocketClose InitTimeout { get; } = new(4408, "Connection initialisation timeout");

    /// <summary>4429: a second `connection_init`.</summary>
    public static SocketClose TooManyInits { get; } = new(4429, "Too many initialisation requests");

    /// <summary>4490, our own: the outbox is full. Connect again, and subscribe from where you are.</summary>
    public static SocketClose SlowConsumer { get; } = new(4490, "Slow consumer");

    /// <summary>4491, our own: the token of `connection_init` has expired. Connect again with a new one.</summary>
    public static SocketClose TokenExpired { get; } = new(4491, "Token expired");

    /// <summary>4500: a bug or an outage outside of any operation.</summary>
    public static SocketClose InternalError { get; } = new(4500, "Internal server error");

    /// <summary>4400: not a message of the protocol.</summary>
    public static SocketClose BadRequest(string reason) => new(4400, reason);

    /// <summary>4403: the caller was refused; another token may do.</summary>
    public static SocketClose Forbidden(string reason) => new(4403, reason);

    /// <summary>4409: the id is in use.</summary>
    public static SocketClose SubscriberExists(string id) => new(4409, $"Subscriber for {id} already exists");

    public WebSocketCloseStatus Status => (WebSocketCloseStatus)Code;

    /// <summary>The reason as it fits into a close frame.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            var bytes = 0;
            foreach (var rune in Reason.EnumerateRunes())
            {
                bytes += rune.Utf8SequenceLength;
                if (bytes > MaxReasonBytes)
                    break;
                text.Append(rune.ToString());
            }
            return text.ToString();
        }
    }
}
