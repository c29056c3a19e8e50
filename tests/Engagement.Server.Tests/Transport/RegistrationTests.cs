using System.Security.Claims;
using System.Text.Encodings.Web;
using Engagement.Transport;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>The transport in a host: its defaults, its options, and limits that the host sets elsewhere.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Token_of_a_socket_is_checked_by_the_default_scheme_and_its_expiry_kept()
    {
        await using var server = await StartWithSchemeAsync();
        using var anonymous = await server.ConnectAsync();
        await anonymous.SubscribeAsync("1", "{caller}");
        Assert.Contains("null", await anonymous.ReceiveTextAsync(), StringComparison.Ordinal);

        using var socket = await server.ConnectAsync("""{"authorization":"Bearer anna"}""");
        await socket.SubscribeAsync("1", "{caller}");
        Assert.Contains("\"anna\"", await socket.ReceiveTextAsync(), StringComparison.Ordinal);
        Assert.Contains("complete", await socket.ReceiveTextAsync(), StringComparison.Ordinal);
        // More than a day: such a long wait is taken in steps.
        server.Time.Advance(TimeSpan.FromHours(25));
        await socket.SubscribeAsync("2", "{caller}");
        Assert.Equal("2", (await socket.ReceiveAsync()).GetProperty("id").GetString());
        server.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(4491, (await socket.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Token_that_the_default_scheme_refuses_closes_with_4403()
    {
        await using var server = await StartWithSchemeAsync();
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync("""{"type":"connection_init","payload":{"authorization":"Bearer mallory"}}""");
        Assert.Equal(4403, (await socket.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Token_without_any_scheme_is_refused()
    {
        await using var server = await TransportServer.StartAsync(services: s => s.RemoveAll<ICallerAuthenticator>().AddGraphQLTransport());
        using var socket = server.Socket();
        await socket.ConnectAsync();
        await socket.SendAsync("""{"type":"connection_init","payload":{"authorization":"Bearer anna"}}""");
        Assert.Equal(4403, (await socket.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Option_out_of_range_stops_the_start() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => TransportServer.StartAsync(o => o.MaxOperationsPerSocket = 0));

    [Fact]
    public async Task Lower_body_limit_of_the_web_server_is_413_too()
    {
        await using var server = await TransportServer.StartAsync(services: s => s.Configure<KestrelServerOptions>(k => k.Limits.MaxRequestBodySize = 100));
        using var response = await server.QueryAsync("{echo}" + new string(' ', 200));
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", await response.CodeAsync());
    }

    [Fact]
    public async Task Limits_can_be_turned_off()
    {
        await using var server = await TransportServer.StartAsync(o =>
        {
            (o.MaxBodyBytes, o.MaxMessageBytes, o.MaxOutboxBytes, o.MaxOutboxMessages) = (null, null, null, null);
            (o.MaxSockets, o.MaxOperationsPerSocket, o.ExecutionTimeout, o.KeepAliveInterval) = (null, null, null, null);
        });
        var query = "{echo}" + new string(' ', 200_000);
        using var response = await server.QueryAsync(query);
        Assert.Equal(200, (int)response.StatusCode);
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", query);
        Assert.Equal("next", (await socket.ReceiveAsync()).GetProperty("type").GetString());
    }

    private static Task<TransportServer> StartWithSchemeAsync() => TransportServer.StartAsync(o => o.KeepAliveInterval = null, s =>
    {
        s.RemoveAll<ICallerAuthenticator>().AddGraphQLTransport();
        s.AddAuthentication("mini").AddScheme<AuthenticationSchemeOptions, MiniScheme>("mini", null);
    });

    /// <summary>Knows anna alone, for 49 hours.</summary>
    private sealed class MiniScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.Authorization.ToString() switch
        {
            "" => AuthenticateResult.NoResult(),
            "Bearer anna" => AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "anna")], "mini")),
                new AuthenticationProperties { ExpiresUtc = TimeProvider.GetUtcNow().AddHours(49) },
                Scheme.Name)),
            _ => AuthenticateResult.Fail("unknown"),
        });
    }
}
