using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Engagement.Transport.Connections;

namespace Engagement.Transport.Sockets;

/// <summary>
/// A message to a client. What waits in an outbox is `Head` and `Body`; a body may be shared between sockets, and
/// both are joined only when they are sent.
/// </summary>
/// <param name="Head">The whole message, or the envelope up to its payload.</param>
/// <param name="Body">The payload, after which the envelope closes; empty if the head is all.</param>
internal readonly record struct ServerMessage(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body) : IOutboxMessage
{
    /// <summary>In bytes, as sent.</summary>
    public int Length => Body.IsEmpty ? Head.Length : Head.Length + Body.Length + 1;

    public static ServerMessage ConnectionAck { get; } = new("""{"type":"connection_ack"}"""u8.ToArray(), default);

    public static ServerMessage Ping { get; } = new("""{"type":"ping"}"""u8.ToArray(), default);

    private static ServerMessage EmptyPong { get; } = new("""{"type":"pong"}"""u8.ToArray(), default);

    public static ServerMessage Pong(JsonElement? payload) => payload is null
        ? EmptyPong
        : new("""{"type":"pong","payload":"""u8.ToArray(), JsonSerializer.SerializeToUtf8Bytes(payload.Value));

    public static ServerMessage Complete(string id) => new(Envelope(id, "complete", closed: true), default);

    /// <summary>The part of `next` that all messages of one operation have in common.</summary>
    public static ReadOnlyMemory<byte> NextHead(string id) => Envelope(id, "next", closed: false);

    public static ServerMessage Error(string id, ReadOnlyMemory<byte> errors) => new(Envelope(id, "error", closed: false), errors);

    /// <summary>Writes the message, <see cref="Length"/> bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        Head.Span.CopyTo(destination);
        if (Body.IsEmpty)
            return;
        Body.Span.CopyTo(destination[Head.Length..]);
        destination[Head.Length + Body.Length] = (byte)'}';
    }

    private static byte[] Envelope(string id, string type, bool closed)
    {
        var text = JsonEncodedText.Encode(id, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return Encoding.UTF8.GetBytes($"{{\"id\":\"{text}\",\"type\":\"{type}\"{(closed ? "}" : ",\"payload\":")}");
    }
}
