using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>A WebSocket client that says what it is told to, right or wrong.</summary>
internal sealed class RawSocket(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ClientWebSocket Client { get; } = new();

    public async Task ConnectAsync(string? subprotocol = "graphql-transport-ws")
    {
        _limit.CancelAfter(Patience);
        if (subprotocol is not null)
            Client.Options.AddSubProtocol(subprotocol);
        Client.Options.CollectHttpResponseDetails = true;
        Client.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await Client.ConnectAsync(address, _limit.Token);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type) => Client.SendAsync(bytes, type, endOfMessage: true, _limit.Token);

    public Task SubscribeAsync(string id, string query) =>
        SendAsync(JsonSerializer.Serialize(new { id, type = "subscribe", payload = new { query } }));

    /// <summary>The next message; fails if the server closes instead.</summary>
    public async Task<JsonElement> ReceiveAsync()
    {
        var (text, close) = await ReadAsync();
        Assert.True(text is not null, $"closed with {close}");
        return JsonElement.Parse(text);
    }

    /// <summary>The next message as text.</summary>
    public async Task<string> ReceiveTextAsync() => (await ReadAsync()).Text ?? throw new InvalidOperationException("closed");

    /// <summary>Skips messages until the server closes; answers its close frame.</summary>
    public async Task<(int Code, string? Reason)> ReceiveCloseAsync()
    {
        while (true)
        {
            var (text, close) = await ReadAsync();
            if (text is null)
                return close;
        }
    }

    public Task CloseAsync() => Client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _limit.Token);

    public void Dispose()
    {
        Client.Dispose();
        _limit.Dispose();
    }

    private async Task<(string? Text, (int Code, string? Reason) Close)> ReadAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await Client.ReceiveAsync(buffer.AsMemory(), _limit.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                var close = ((int)Client.CloseStatus!, Client.CloseStatusDescription);
                await Client.CloseOutputAsync(Client.CloseStatus!.Value, null, _limit.Token);
                return (null, close);
            }
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return (Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length), default);
        }
    }
}
