using System.Net;
using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>Who ends an event stream, and how: only one that has told everything ends with `complete`.</summary>
public sealed class EventStreamEndTests
{
    private const string Ticks = "subscription{ticks}";

    [Fact]
    public async Task Client_that_goes_ends_its_subscription_and_its_scope()
    {
        await using var server = await TransportServer.StartAsync();
        using (var call = await EventStreamCall.PostAsync(server.Http, Ticks))
        {
            await server.World.Ticks.HasSubscribersAsync(1);
            Assert.Equal(1, server.Counters["event_streams"]);
            Assert.Equal(1, server.Counters["subscriptions"]);
        }

        await server.World.Ticks.HasSubscribersAsync(0);
        await Eventually.TrueAsync(() => server.Counters["event_streams"] == 0 && server.Counters["subscriptions"] == 0);
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task Client_that_goes_cancels_its_query()
    {
        await using var server = await TransportServer.StartAsync();
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query={wait}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        var asking = server.Http.SendAsync(request, gone.Token);
        await server.World.WaitBegun.Task.WaitAsync(TestContext.Current.CancellationToken);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await server.World.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => server.Counters["event_streams"] == 0);
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task Comments_show_that_the_stream_lives()
    {
        await using var server = await TransportServer.StartAsync(o => o.KeepAliveInterval = TimeSpan.FromSeconds(20));
        using var call = await EventStreamCall.GetAsync(server.Http, Ticks);
        Assert.Equal(":", await call.ReadAsync());
        await server.World.Ticks.HasSubscribersAsync(1);

        server.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(":", await call.ReadAsync());
        server.World.Ticks.Emit("a");
        Assert.Equal("a", (await call.NextAsync()).GetProperty("data").GetProperty("ticks").GetString());
    }

    [Fact]
    public async Task Expired_token_ends_the_stream_with_a_reason_and_without_complete()
    {
        await using var server = await TransportServer.StartAsync(o => o.KeepAliveInterval = null);
        using var call = await EventStreamCall.PostAsync(server.Http, Ticks, ("Authorization", "Bearer short-anna"));
        await server.World.Ticks.HasSubscribersAsync(1);

        server.Time.Advance(TimeSpan.FromSeconds(59));
        server.World.Ticks.Emit("in time");
        Assert.Equal("in time", (await call.NextAsync()).GetProperty("data").GetProperty("ticks").GetString());
        server.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("UNAUTHENTICATED", CodeOf(await call.NextAsync()));
        Assert.Null(await call.ReadAsync());
        await server.World.Ticks.HasSubscribersAsync(0);
    }

    [Fact]
    public async Task Slow_consumer_is_told_so_and_others_go_on()
    {
        await using var server = await TransportServer.StartAsync(o => (o.MaxOutboxMessages, o.KeepAliveInterval) = (8, null));
        using var slow = await EventStreamCall.PostAsync(server.Http, Ticks);
        using var quick = await EventStreamCall.PostAsync(server.Http, Ticks);
        await server.World.Ticks.HasSubscribersAsync(2);

        // The system's own buffers swallow the first megabytes; who reads gets each event before the next is made.
        var big = new string('x', 256 * 1024);
        while (server.Counters["slow_consumers"] == 0)
        {
            server.World.Ticks.Emit(big);
            await quick.NextAsync();
        }
        await server.World.Ticks.HasSubscribersAsync(1);

        JsonElement last;
        do
            last = await slow.NextAsync();
        while (!last.TryGetProperty("errors", out _));
        Assert.Equal("SLOW_CONSUMER", CodeOf(last));
        Assert.Null(await slow.ReadAsync());
        server.World.Ticks.Emit("still here");
        Assert.Equal("still here", (await quick.NextAsync()).GetProperty("data").GetProperty("ticks").GetString());
        Assert.Equal(1, server.Counters["slow_consumers"]);
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task Slow_consumer_that_never_reads_again_is_cut()
    {
        await using var server = await TransportServer.StartAsync(o => (o.MaxOutboxBytes, o.KeepAliveInterval) = (1024 * 1024, null));
        using var slow = await EventStreamCall.PostAsync(server.Http, Ticks);
        await server.World.Ticks.HasSubscribersAsync(1);
        var big = new string('x', 256 * 1024);
        while (server.World.Ticks.Subscribers == 1)
        {
            server.World.Ticks.Emit(big);
            await Task.Yield();
        }

        await server.RunClockUntilAsync(GoneAsync(), TimeSpan.FromSeconds(1));
        Assert.Equal(1, server.Counters["slow_consumers"]);
        Assert.Empty(server.Logs.Problems);

        async Task<bool> GoneAsync()
        {
            await Eventually.TrueAsync(() => server.Counters["event_streams"] == 0);
            return true;
        }
    }

    [Fact]
    public async Task Streams_and_sockets_share_their_places()
    {
        await using var server = await TransportServer.StartAsync(o => o.MaxSockets = 2);
        using var socket = await server.ConnectAsync();
        using (var held = await EventStreamCall.PostAsync(server.Http, Ticks))
        {
            await server.World.Ticks.HasSubscribersAsync(1);
            using var refused = await EventStreamCall.PostAsync(server.Http, "{echo}");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "OVERLOADED"), await refused.RefusalAsync());
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Response.Headers.RetryAfter?.Delta);
        }
        await Eventually.TrueAsync(() => server.Counters["event_streams"] == 0);

        HttpStatusCode? status = null;
        while (status != HttpStatusCode.OK)
        {
            using var again = await EventStreamCall.PostAsync(server.Http, "{echo}");
            status = again.Response.StatusCode;
        }
    }

    [Fact]
    public async Task Stopping_ends_subscriptions_without_complete_and_lets_mutations_finish()
    {
        await using var server = await TransportServer.StartAsync();
        using var live = await EventStreamCall.PostAsync(server.Http, Ticks);
        await server.World.Ticks.HasSubscribersAsync(1);
        var writing = EventStreamCall.PostAsync(server.Http, "mutation{wait}");
        await server.World.WaitBegun.Task.WaitAsync(TestContext.Current.CancellationToken);
        server.World.Ticks.Emit("last");

        var stopping = server.StopAsync();
        Assert.Equal("last", (await live.NextAsync()).GetProperty("data").GetProperty("ticks").GetString());
        Assert.Null(await live.ReadAsync());
        await server.World.Ticks.HasSubscribersAsync(0);
        server.World.Release();

        using var written = await writing;
        Assert.Equal("event: next\ndata: {\"data\":{\"wait\":\"released\"}}\n\nevent: complete\ndata: \n\n", await written.RestAsync());
        await stopping;
        Assert.Equal(0, server.Counters["event_streams"]);
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task What_does_not_finish_in_time_is_cancelled_and_told_to_come_again()
    {
        await using var server = await TransportServer.StartAsync(o => o.DrainTimeout = TimeSpan.FromSeconds(10));
        var writing = EventStreamCall.PostAsync(server.Http, "mutation{wait}");
        await server.World.WaitBegun.Task.WaitAsync(TestContext.Current.CancellationToken);

        var stopping = server.StopAsync();
        using var cancelled = await server.RunClockUntilAsync(writing, TimeSpan.FromSeconds(1));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "OVERLOADED"), await cancelled.RefusalAsync());
        await server.World.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stopping;
        Assert.Contains("did not finish", Assert.Single(server.Logs.Problems).Text, StringComparison.Ordinal);
    }

    private static string? CodeOf(JsonElement result) =>
        result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
}
