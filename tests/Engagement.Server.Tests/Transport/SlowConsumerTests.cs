using Xunit;

namespace Engagement.Server.Tests.Transport;

public sealed class SlowConsumerTests
{
    [Fact]
    public async Task Consumer_that_does_not_read_is_closed_with_4490_and_others_are_not()
    {
        await using var server = await TransportServer.StartAsync(o => (o.MaxOutboxMessages, o.KeepAliveInterval) = (8, null));
        using var slow = await server.ConnectAsync();
        using var quick = await server.ConnectAsync();
        await slow.SubscribeAsync("s", "subscription{ticks}");
        await quick.SubscribeAsync("q", "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(2);

        // The system's own buffers swallow the first megabytes; who reads gets each message before the next is made.
        var big = new string('x', 256 * 1024);
        while (server.Counters["slow_consumers"] == 0)
        {
            server.World.Ticks.Emit(big);
            Assert.Equal("next", (await quick.ReceiveAsync()).GetProperty("type").GetString());
        }
        await server.World.Ticks.HasSubscribersAsync(1);

        Assert.Equal((4490, "Slow consumer"), await slow.ReceiveCloseAsync());
        Assert.Equal(1, server.Counters["slow_consumers"]);
        server.World.Ticks.Emit("still here");
        Assert.Equal("next", (await quick.ReceiveAsync()).GetProperty("type").GetString());
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task Slow_consumer_that_never_reads_again_is_cut()
    {
        await using var server = await TransportServer.StartAsync(o => (o.MaxOutboxBytes, o.KeepAliveInterval) = (1024 * 1024, null));
        using var slow = await server.ConnectAsync();
        await slow.SubscribeAsync("s", "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(1);
        var big = new string('x', 256 * 1024);
        while (server.World.Ticks.Subscribers == 1)
        {
            server.World.Ticks.Emit(big);
            await Task.Yield();
        }

        await server.RunClockUntilAsync(AllClosedAsync(server), TimeSpan.FromSeconds(1));
        Assert.Equal(1, server.Counters["slow_consumers"]);
        Assert.Empty(server.Logs.Problems);
    }

    private static async Task<bool> AllClosedAsync(TransportServer server)
    {
        await Eventually.TrueAsync(() => server.Counters["sockets"] == 0);
        return true;
    }
}
