using System.Net.WebSockets;
using System.Text.Json;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>A client that follows an article over <c>graphql-transport-ws</c> and looks at nothing of a frame but its mark.</summary>
internal sealed class LoadSocket : IDisposable
{
    private const int LargestMessage = 16 * 1024;

    private const string Subscription =
        "subscription($id: ID!) { commentAdded(articleId: $id) { ... on CommentAdded { version edge { node { id body author { name } } } } } }";

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[LargestMessage];

    private LoadSocket() => _socket.Options.AddSubProtocol("graphql-transport-ws");

    /// <summary>Returns when the server has taken the subscription.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<LoadSocket> SubscribeAsync(Uri server, string article, CancellationToken cancel)
    {
        var client = new LoadSocket();
        try
        {
            await client._socket.ConnectAsync(new UriBuilder(new Uri(server, "graphql")) { Scheme = "ws" }.Uri, cancel);
            await client.SendAsync(new { type = "connection_init" }, cancel);
            await client.ExpectAsync("connection_ack", cancel);
            await client.SendAsync(new { id = "1", type = "subscribe", payload = new { query = Subscription, variables = new { id = article } } }, cancel);
            // A ping that is answered comes after the subscription that was sent before it.
            await client.SendAsync(new { type = "ping" }, cancel);
            await client.ExpectAsync("pong", cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The next frame of the subscription, good until the next call.</summary>
    /// <exception cref="InvalidOperationException">The server sent something else, or closed.</exception>
    public async Task<ReadOnlyMemory<byte>> ReceiveFrameAsync(CancellationToken cancel)
    {
        while (true)
        {
            var message = await ReceiveAsync(cancel);
            if (PostMark.Find(message.Span) >= 0)
                return message;
            if (message.Span.IndexOf("\"ping\""u8) < 0)
                throw Answers.Wrong(message.Span);
            await SendAsync(new { type = "pong" }, cancel);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ExpectAsync(string type, CancellationToken cancel)
    {
        var message = await ReceiveAsync(cancel);
        if (JsonDocument.Parse(message).RootElement.GetProperty("type").GetString() != type)
            throw Answers.Wrong(message.Span);
    }

    private Task SendAsync(object message, CancellationToken cancel) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, cancel);

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"The server closed a socket: {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}");
            length += part.Count;
            if (part.EndOfMessage)
                return _buffer.AsMemory(0, length);
            if (length == _buffer.Length)
                throw new InvalidOperationException($"A frame is longer than {LargestMessage} bytes.");
        }
    }
}
