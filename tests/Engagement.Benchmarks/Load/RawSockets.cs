using System.Collections.Concurrent;
using System.Net.WebSockets;
using Engagement.Benchmarks.Load.Workloads;
using Microsoft.AspNetCore.Http;

namespace Engagement.Benchmarks.Load;

/// <summary>The least that <c>graphql-transport-ws</c> needs: what subscribes gets the same frame for every POST, with the POST's mark in it.</summary>
internal sealed class RawSockets(byte[] frame) : IDisposable
{
    private static readonly byte[] Ack = """{"type":"connection_ack"}"""u8.ToArray(), Pong = """{"type":"pong"}"""u8.ToArray();

    private readonly ConcurrentBag<WebSocket> _subscribers = [];
    private readonly SemaphoreSlim _telling = new(1); // a socket takes one message at a time
    private readonly int _mark = PostMark.Find(frame);

    /// <summary>Until the client goes.</summary>
    public async Task FollowAsync(HttpContext context, CancellationToken cancel)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync("graphql-transport-ws");
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), cancel) is { MessageType: WebSocketMessageType.Text, Count: var length })
            {
                if (Has(buffer.AsSpan(0, length), "\"connection_init\""u8))
                    await socket.SendAsync(Ack, WebSocketMessageType.Text, true, cancel);
                else if (Has(buffer.AsSpan(0, length), "\"ping\""u8))
                    await socket.SendAsync(Pong, WebSocketMessageType.Text, true, cancel);
                else if (Has(buffer.AsSpan(0, length), "\"subscribe\""u8))
                    _subscribers.Add(socket);
            }
        }
        catch (WebSocketException)
        {
            // The client went without saying so.
        }
    }

    /// <summary>Sends the frame of one POST to all.</summary>
    public async Task TellAsync(HttpContext context, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancel);
        await _telling.WaitAsync(cancel);
        try
        {
            var text = body.GetBuffer().AsSpan(0, (int)body.Length);
            text.Slice(PostMark.Find(text), PostMark.Length).CopyTo(frame.AsSpan(_mark));
            foreach (var socket in _subscribers)
                if (socket.State == WebSocketState.Open)
                    await socket.SendAsync(frame, WebSocketMessageType.Text, true, cancel);
        }
        finally
        {
            _telling.Release();
        }
    }

    public void Dispose() => _telling.Dispose();

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.IndexOf(word) >= 0;
}
