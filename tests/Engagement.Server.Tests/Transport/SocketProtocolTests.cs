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

    [Fact]
    public async Task Subscription_gives_each_event_in_order_and_completes()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("s", "subscription{count(to:3)}");
        for (var i = 1; i <= 3; i++)
            Assert.Equal("""{"id":"s","type":"next","payload":{"data":{"count":N}}}""".Replace("N", $"{i}", StringComparison.Ordinal), await socket.ReceiveTextAsync());
        Assert.Equal("""{"id":"s","type":"complete"}""", await socket.ReceiveTextAsync());
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
    public async Task Event_that_fails_is_a_next_with_errors_and_the_stream_goes_on()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("s", "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(1);
        server.World.Ticks.Emit("crash");
        server.World.Ticks.Emit("fine");

        var failed = (await socket.ReceiveAsync()).GetProperty("payload");
        Assert.Equal("INTERNAL", failed.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("fine", (await socket.ReceiveAsync()).GetProperty("payload").GetProperty("data").GetProperty("ticks").GetString());
        Assert.Single(server.Logs.Problems);
    }

    [Fact]
    public async Task Source_that_fails_ends_the_operation_with_an_error()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("s", "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(1);
        server.World.Ticks.Fail(new InvalidOperationException("secret"));

        var error = await socket.ReceiveAsync();
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        await server.World.Ticks.HasSubscribersAsync(0);
        Assert.Single(server.Logs.Problems);
    }

    [Fact]
    public async Task Complete_of_the_client_ends_the_subscription_and_frees_its_id_and_scope()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("s", "subscription{scoped}");
        await server.World.Ticks.HasSubscribersAsync(1);
        server.World.Ticks.Emit("x");
        Assert.Equal("""{"id":"s","type":"next","payload":{"data":{"scoped":true}}}""", await socket.ReceiveTextAsync());
        Assert.Equal(1, server.Counters["subscriptions"]);
        Assert.Equal(0, server.World.ScopesDisposed);

        await socket.SendAsync("""{"id":"s","type":"complete"}""");
        await server.World.Ticks.HasSubscribersAsync(0);
        await Eventually.TrueAsync(() => server.World.ScopesDisposed == 1 && server.Counters["subscriptions"] == 0);
        await socket.SubscribeAsync("s", "{echo}");
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
    public async Task Many_operations_share_a_socket()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        const int Operations = 50;
        for (var i = 0; i < Operations; i++)
            await socket.SubscribeAsync("s" + i, "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(Operations);
        await socket.SubscribeAsync("q", "{echo}");
        Assert.Equal("q", (await socket.ReceiveAsync()).GetProperty("id").GetString());
        Assert.Equal("q", (await socket.ReceiveAsync()).GetProperty("id").GetString());

        server.World.Ticks.Emit("x");
        var ids = new HashSet<string?>();
        for (var i = 0; i < Operations; i++)
            ids.Add((await socket.ReceiveAsync()).GetProperty("id").GetString());
        Assert.Equal(Operations, ids.Count);

        server.World.Ticks.Complete();
        for (var i = 0; i < Operations; i++)
            Assert.Equal("complete", (await socket.ReceiveAsync()).GetProperty("type").GetString());
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
    public async Task Shared_bytes_are_spliced_into_the_envelope_of_each_socket()
    {
        await using var server = await TransportServer.StartAsync();
        using var first = await server.ConnectAsync();
        using var second = await server.ConnectAsync();
        await first.SubscribeAsync("a\"b", "subscription{ticks}");
        await second.SubscribeAsync("2", "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(2);
        server.World.Ticks.Emit("""shared:{"data":{"ticks": 1.50}}""");

        Assert.Equal("""{"id":"a\"b","type":"next","payload":{"data":{"ticks": 1.50}}}""", await first.ReceiveTextAsync());
        Assert.Equal("""{"id":"2","type":"next","payload":{"data":{"ticks": 1.50}}}""", await second.ReceiveTextAsync());
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
