using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>Streams over a socket: order, end, failure, sharing.</summary>
public sealed class SocketSubscriptionTests
{
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
}
