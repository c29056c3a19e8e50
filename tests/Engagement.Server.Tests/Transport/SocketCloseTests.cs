using System.Net;
using System.Net.WebSockets;
using Engagement.Transport.Sockets;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>Every close code, and every refused upgrade.</summary>
public sealed class SocketCloseTests
{
    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"start"}""")]
    [InlineData("""{"type":"next","id":"1","payload":{}}""")]
    [InlineData("""{"type":"connection_init","payload":"token"}""")]
    [InlineData("""{"type":"ping","payload":[]}""")]
    [InlineData("""{"type":"complete"}""")]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{echo}"}}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{echo}"}}""")]
    [InlineData("""{"type":"subscribe","id":7,"payload":{"query":"{echo}"}}""")]
    [InlineData("""{"type":"subscribe","id":"\ud800","payload":{"query":"{echo}"}}""")]
    public async Task Message_that_is_none_closes_with_4400(string message)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync(message);
        Assert.Equal(4400, (await socket.ReceiveCloseAsync()).Code);
        Assert.Empty(server.Logs.Problems);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"query":""}""")]
    [InlineData("""{"query":7}""")]
    [InlineData("""{"query":"{echo}","variables":[]}""")]
    [InlineData("""{"query":"{echo}","variables":{"a":"\ud800"}}""")]
    [InlineData("""{"query":"{echo}","operationName":1}""")]
    public async Task Malformed_request_closes_with_4400(string payload)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync($$"""{"id":"1","type":"subscribe","payload":{{payload}}}""");
        Assert.Equal(4400, (await socket.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Binary_message_closes_with_4400()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync("""{"type":"ping"}"""u8.ToArray(), WebSocketMessageType.Binary);
        Assert.Equal((4400, "Messages are text"), await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Subscribe_before_the_acknowledgement_closes_with_4401()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SubscribeAsync("1", "{echo}");
        Assert.Equal((4401, "Unauthorized"), await socket.ReceiveCloseAsync());
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("Authorization")]
    public async Task Refused_token_closes_with_4403(string header)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync($$$"""{"type":"connection_init","payload":{"{{{header}}}":"Bearer forged"}}""");
        Assert.Equal((4403, "The token was refused."), await socket.ReceiveCloseAsync());
        Assert.Equal(1, server.Counters["socket.closes/code=4403"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("graphql-ws")]
    public async Task Other_sub_protocol_closes_with_4406(string? subprotocol)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync(subprotocol);
        Assert.Null(socket.Client.SubProtocol);
        Assert.Equal((4406, "Subprotocol not acceptable"), await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task No_init_in_time_closes_with_4408()
    {
        await using var server = await TransportServer.StartAsync(o => o.ConnectionInitTimeout = TimeSpan.FromSeconds(3));
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync("""{"type":"ping"}""");
        await socket.ReceiveAsync();
        server.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((4408, "Connection initialisation timeout"), await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Id_in_use_closes_with_4409()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("same", "subscription{ticks}");
        await socket.SubscribeAsync("same", "{echo}");
        Assert.Equal((4409, "Subscriber for same already exists"), await socket.ReceiveCloseAsync());
        await server.World.Ticks.HasSubscribersAsync(0);
    }

    [Fact]
    public async Task Second_init_closes_with_4429()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync("""{"type":"connection_init"}""");
        Assert.Equal((4429, "Too many initialisation requests"), await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Expired_token_closes_with_4491()
    {
        await using var server = await TransportServer.StartAsync(o => o.KeepAliveInterval = null);
        using var socket = await server.ConnectAsync("""{"authorization":"Bearer short-anna"}""");
        await socket.SubscribeAsync("1", "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(1);
        server.Time.Advance(TimeSpan.FromSeconds(59));
        await socket.SubscribeAsync("2", "{echo}");
        Assert.Equal("2", (await socket.ReceiveAsync()).GetProperty("id").GetString());
        Assert.Equal("complete", (await socket.ReceiveAsync()).GetProperty("type").GetString());

        server.Time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal((4491, "Token expired"), await socket.ReceiveCloseAsync());
        await server.World.Ticks.HasSubscribersAsync(0);
    }

    [Fact]
    public async Task Authenticator_that_throws_closes_with_4500_and_is_logged()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync("""{"type":"connection_init","payload":{"authorization":"Bearer crash"}}""");
        Assert.Equal((4500, "Internal server error"), await socket.ReceiveCloseAsync());
        Assert.IsType<TimeoutException>(Assert.Single(server.Logs.Problems).Exception);
    }

    [Fact]
    public async Task Message_above_the_limit_closes_with_1009()
    {
        await using var server = await TransportServer.StartAsync(o => o.MaxMessageBytes = 5000);
        using var socket = await server.ConnectAsync();
        await socket.SendAsync(new string(' ', 20_000));
        Assert.Equal((1009, "Message too big"), await socket.ReceiveCloseAsync());
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("https://news.example", null)]
    [InlineData("same", null)]
    public async Task Origin_is_checked_at_the_upgrade(string origin, HttpStatusCode? refused)
    {
        await using var server = await TransportServer.StartAsync(o => o.AllowedOrigins.Add("https://news.example"));
        using var socket = server.Socket();
        socket.Client.Options.SetRequestHeader("Origin", origin == "same" ? server.Address.GetLeftPart(UriPartial.Authority) : origin);
        if (refused is null)
        {
            await socket.ConnectAsync();
            return;
        }
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync());
        Assert.Equal(refused, socket.Client.HttpStatusCode);
    }

    [Fact]
    public async Task Sockets_above_the_limit_get_503_and_a_closed_one_makes_room()
    {
        await using var server = await TransportServer.StartAsync(o => o.MaxSockets = 1);
        using var first = await server.ConnectAsync();
        using var second = server.Socket();
        await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.Client.HttpStatusCode);
        Assert.Equal("5", second.Client.HttpResponseHeaders!["Retry-After"].Single());

        await first.CloseAsync();
        await Eventually.TrueAsync(() => server.Counters["sockets"] == 0);
        using var third = await server.ConnectAsync();
    }

    [Fact]
    public async Task Lost_connection_ends_subscriptions_and_is_no_error()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(1);
        socket.Client.Abort();

        await server.World.Ticks.HasSubscribersAsync(0);
        await Eventually.TrueAsync(() => server.Counters["sockets"] == 0);
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public void Reason_fits_into_a_close_frame()
    {
        var text = SocketClose.SubscriberExists(new string('ж', 128)).Text;
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 120, 123);
    }
}
