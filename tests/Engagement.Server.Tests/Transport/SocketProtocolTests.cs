using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>What graphql-transport-ws says between `connection_init` and `complete`.</summary>
public sealed class SocketProtocolTests
{
    [Fact]
    public async Task Sub_protocol_is_agreed_and_init_acknowledged()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync("""{"any":"thing"}""");
        Assert.Equal("graphql-transport-ws", socket.Client.SubProtocol);
        Assert.Equal(1, server.Counters["sockets"]);

        await socket.CloseAsync();
        Assert.Equal(1000, (int)socket.Client.CloseStatus!);
        await Eventually.TrueAsync(() => server.Counters["sockets"] == 0);
    }

    [Fact]
    public async Task Ping_is_answered_before_and_after_init_with_its_payload()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await socket.ReceiveTextAsync());
        await socket.SendAsync("""{"type":"ping","payload":{"n":1}}""");
        Assert.Equal("""{"type":"pong","payload":{"n":1}}""", await socket.ReceiveTextAsync());
        await socket.SendAsync("""{"type":"pong"}""");
        await socket.SendAsync("""{"type":"connection_init"}""");
        Assert.Equal("""{"type":"connection_ack"}""", await socket.ReceiveTextAsync());
    }

    [Fact]
    public async Task Server_pings_while_the_client_answers()
    {
        await using var server = await TransportServer.StartAsync(o => o.KeepAliveInterval = TimeSpan.FromSeconds(20));
        using var socket = await server.ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(20));
            Assert.Equal("""{"type":"ping"}""", await socket.ReceiveTextAsync());
            await socket.SendAsync("""{"type":"pong"}""");
            // The answer to a ping of ours proves that the server has read the pong before.
            await socket.SendAsync("""{"type":"ping"}""");
            Assert.Equal("""{"type":"pong"}""", await socket.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Client_that_answers_no_ping_is_cut()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        server.Time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal("""{"type":"ping"}""", await socket.ReceiveTextAsync());
        server.Time.Advance(TimeSpan.FromSeconds(25));
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => socket.ReceiveCloseAsync());
        await Eventually.TrueAsync(() => server.Counters["sockets"] == 0);
    }

    [Fact]
    public async Task Mutation_runs_over_the_socket()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync("""{"id":"m","type":"subscribe","payload":{"query":"query Q{echo} mutation M($n:Int!){add(by:$n)}","operationName":"M","variables":{"n":5},"extensions":{}}}""");
        Assert.Equal("""{"id":"m","type":"next","payload":{"data":{"add":5}}}""", await socket.ReceiveTextAsync());
        Assert.Equal("""{"id":"m","type":"complete"}""", await socket.ReceiveTextAsync());
        Assert.Equal(5, server.World.Total);
    }

    [Theory]
    [InlineData("{nothing}", "VALIDATION_FAILED")]
    [InlineData("{", "SYNTAX_ERROR")]
    [InlineData("subscription{unknown}", "NOT_FOUND")]
    [InlineData("subscription{count(to:1) caller}", "VALIDATION_FAILED")]
    public async Task What_cannot_begin_is_an_error_and_no_complete(string query, string code)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("e", query);
        var error = await socket.ReceiveAsync();
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal(code, error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());

        // The id is free, and nothing more was said about it.
        await socket.SubscribeAsync("e", "{echo}");
        Assert.Equal("next", (await socket.ReceiveAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Complete_of_the_client_cancels_a_query_and_its_answer()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("q", "{wait}");
        await server.World.WaitBegun.Task.WaitAsync(TestContext.Current.CancellationToken);
        await socket.SendAsync("""{"id":"q","type":"complete"}""");
        await server.World.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);

        await socket.SubscribeAsync("r", "{echo}");
        Assert.Equal("r", (await socket.ReceiveAsync()).GetProperty("id").GetString());
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task Complete_of_an_unknown_id_is_ignored()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync("""{"id":"never","type":"complete"}""");
        await socket.SubscribeAsync("q", "{echo}");
        Assert.Equal("next", (await socket.ReceiveAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Operations_above_the_limit_are_refused_and_others_go_on()
    {
        await using var server = await TransportServer.StartAsync(o => o.MaxOperationsPerSocket = 2);
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription{ticks}");
        await socket.SubscribeAsync("2", "subscription{ticks}");
        await socket.SubscribeAsync("3", "subscription{ticks}");
        var error = await socket.ReceiveAsync();
        Assert.Equal("3", error.GetProperty("id").GetString());
        Assert.Equal("TOO_MANY_OPERATIONS", error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());

        await server.World.Ticks.HasSubscribersAsync(2);
        server.World.Ticks.Emit("x");
        Assert.Equal("next", (await socket.ReceiveAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Message_in_many_frames_is_one_message()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        var text = JsonSerializer.SerializeToUtf8Bytes(new { id = "f", type = "subscribe", payload = new { query = $$"""{echo(text:"{{new string('ж', 9000)}}")}""" } });
        foreach (var part in text.Chunk(1000))
            await socket.Client.SendAsync(part, System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: false, TestContext.Current.CancellationToken);
        await socket.SendAsync([], System.Net.WebSockets.WebSocketMessageType.Text);

        var echo = (await socket.ReceiveAsync()).GetProperty("payload").GetProperty("data").GetProperty("echo").GetString();
        Assert.Equal(new string('ж', 9000), echo);
    }
}
