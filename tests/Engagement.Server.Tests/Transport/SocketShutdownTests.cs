using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>The host stops while sockets are busy.</summary>
public sealed class SocketShutdownTests
{
    [Fact]
    public async Task Mutation_under_way_is_answered_then_the_socket_closes_with_1001()
    {
        await using var server = await TransportServer.StartAsync();
        using var busy = await server.ConnectAsync();
        using var idle = await server.ConnectAsync();
        await busy.SubscribeAsync("s", "subscription{ticks}");
        await busy.SubscribeAsync("m", "mutation{wait}");
        await server.World.Ticks.HasSubscribersAsync(1);
        await server.World.WaitBegun.Task.WaitAsync(TestContext.Current.CancellationToken);

        var stopping = server.StopAsync();
        Assert.Equal((1001, "Going away"), await idle.ReceiveCloseAsync());
        await server.World.Ticks.HasSubscribersAsync(0);
        await busy.SubscribeAsync("late", "mutation{add(by:1)}");
        server.World.Release();

        Assert.Equal("""{"id":"m","type":"next","payload":{"data":{"wait":"released"}}}""", await busy.ReceiveTextAsync());
        Assert.Equal("""{"id":"m","type":"complete"}""", await busy.ReceiveTextAsync());
        Assert.Equal((1001, "Going away"), await busy.ReceiveCloseAsync());
        await stopping;
        Assert.Equal(0, server.World.Total);
        Assert.Equal(0, server.Counters["sockets"]);
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task What_does_not_finish_in_time_is_cancelled()
    {
        await using var server = await TransportServer.StartAsync(o => (o.DrainTimeout, o.KeepAliveInterval) = (TimeSpan.FromSeconds(10), null));
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("m", "mutation{wait}");
        await server.World.WaitBegun.Task.WaitAsync(TestContext.Current.CancellationToken);

        var stopping = server.StopAsync();
        var close = await server.RunClockUntilAsync(socket.ReceiveCloseAsync(), TimeSpan.FromSeconds(1));
        Assert.Equal(1001, close.Code);
        await server.World.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stopping;
        Assert.Contains("did not finish", Assert.Single(server.Logs.Problems).Text, StringComparison.Ordinal);
    }
}
