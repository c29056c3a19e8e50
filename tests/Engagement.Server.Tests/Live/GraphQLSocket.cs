using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Engagement.Server.Tests.Live;

/// <summary>One graphql-transport-ws connection with one subscription.</summary>
internal sealed class GraphQLSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    private GraphQLSocket() => _socket.Options.AddSubProtocol("graphql-transport-ws");

    /// <summary>Connects, greets with the token, and subscribes.</summary>
    public static async Task<GraphQLSocket> SubscribeAsync(Uri server, string? token, string query, object variables, CancellationToken cancel)
    {
        var socket = new GraphQLSocket();
        await socket._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/graphql" }.Uri, cancel);
        await socket.SendAsync(new { type = "connection_init", payload = token is null ? null : new { authorization = $"Bearer {token}" } }, cancel);
        var ack = await socket.ReceiveAsync(cancel);
        if (ack.GetProperty("type").GetString() != "connection_ack")
            throw new RefusedException(ack.GetRawText());
        await socket.SendAsync(new { id = "1", type = "subscribe", payload = new { query, variables } }, cancel);
        return socket;
    }

    /// <summary>The <c>data</c> of each <c>next</c>, until the server completes; an <c>error</c> or errors in a payload throw.</summary>
    public async IAsyncEnumerable<JsonElement> EventsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var message = await ReceiveAsync(cancel);
            switch (message.GetProperty("type").GetString())
            {
                case "next" when !message.GetProperty("payload").TryGetProperty("errors", out _):
                    yield return message.GetProperty("payload").GetProperty("data");
                    break;
                case "complete":
                    yield break;
                case "ping":
                    await SendAsync(new { type = "pong" }, cancel);
                    break;
                default:
                    throw new RefusedException(message.GetRawText());
            }
        }
    }

    /// <summary>Cuts the connection, as a network does.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(object message, CancellationToken cancel) =>
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, cancel);

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancel)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException($"Closed with {_socket.CloseStatus} {_socket.CloseStatusDescription}.");
            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length));
        }
    }
}

/// <summary>The server answered, and not with what was asked for.</summary>
internal sealed class RefusedException(string message) : InvalidOperationException(message);
