using Engagement.Transport.Connections;
using Engagement.Transport.Sockets;
using Xunit;

namespace Engagement.Server.Tests.Transport;

public sealed class OutboxTests
{
    [Fact]
    public void Count_is_bounded()
    {
        var outbox = new Outbox<ServerMessage>(maxMessages: 2, maxBytes: null);
        Assert.True(outbox.TryAdd(Message(1)));
        Assert.True(outbox.TryAdd(Message(1)));
        Assert.False(outbox.TryAdd(Message(1)));
    }

    [Fact]
    public void Bytes_are_bounded_but_a_single_message_may_be_larger()
    {
        var outbox = new Outbox<ServerMessage>(maxMessages: null, maxBytes: 10);
        Assert.True(outbox.TryAdd(Message(50)));
        Assert.False(outbox.TryAdd(Message(1)));

        var other = new Outbox<ServerMessage>(maxMessages: null, maxBytes: 10);
        Assert.True(other.TryAdd(Message(6)));
        Assert.True(other.TryAdd(Message(4)));
        Assert.False(other.TryAdd(Message(1)));
    }

    [Fact]
    public void Without_bounds_everything_fits()
    {
        var outbox = new Outbox<ServerMessage>(maxMessages: null, maxBytes: null);
        for (var i = 0; i < 10_000; i++)
            Assert.True(outbox.TryAdd(Message(1000)));
    }

    [Fact]
    public async Task What_is_sent_makes_room_and_who_waits_goes_on_at_half()
    {
        var outbox = new Outbox<ServerMessage>(maxMessages: 4, maxBytes: null);
        for (var i = 0; i < 4; i++)
            outbox.TryAdd(Message(1));
        var room = outbox.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
        var sent = 0;
        var steps = new SemaphoreSlim(0);
        var draining = outbox.DrainAsync(
            async (_, token) =>
            {
                await steps.WaitAsync(token);
                sent++;
            },
            TestContext.Current.CancellationToken);

        steps.Release(2);
        await Eventually.TrueAsync(() => sent == 2);
        Assert.False(room.IsCompleted);
        steps.Release(1);
        await room;
        Assert.True(outbox.TryAdd(Message(1)));

        steps.Release(2);
        outbox.Complete(drop: false);
        await draining;
        Assert.Equal(5, sent);
    }

    [Fact]
    public async Task Completing_lets_go_of_who_waits_and_drops_what_waits()
    {
        var outbox = new Outbox<ServerMessage>(maxMessages: 1, maxBytes: null);
        outbox.TryAdd(Message(1));
        var room = outbox.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
        outbox.Complete(drop: true);
        await room;
        await outbox.DrainAsync((_, _) => throw new InvalidOperationException("sent"), TestContext.Current.CancellationToken);
    }

    private static ServerMessage Message(int bytes) => new(new byte[bytes], default);
}
