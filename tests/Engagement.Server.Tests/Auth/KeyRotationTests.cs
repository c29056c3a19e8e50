using System.Net;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Engagement.Server.Tests.Auth;

public sealed class KeyRotationTests
{
    [Fact]
    public async Task Keys_rotate_while_the_server_runs()
    {
        await using var oidc = await OidcServer.StartAsync();
        await using var server = await GuardedServer.BehindAsync(oidc);
        var old = await oidc.TokenAsync("ada");
        Assert.NotNull(await server.WhoAmIAsync(old));
        foreach (var algorithm in new[] { SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256 })
        {
            oidc.Rotate(algorithm);
            await server.UntilAsync(await oidc.TokenAsync("ada"), HttpStatusCode.OK);
        }
        await server.AssertRefusedAsync(old); // its key was withdrawn
    }

    [Fact]
    public async Task Algorithms_can_be_narrowed()
    {
        await using var oidc = await OidcServer.StartAsync();
        await using var server = await GuardedServer.BehindAsync(oidc, new() { ["Identity:Algorithms:0"] = "ES256" });
        await server.AssertRefusedAsync(await oidc.TokenAsync("ada"));
        oidc.Rotate(SecurityAlgorithms.EcdsaSha256);
        await server.UntilAsync(await oidc.TokenAsync("ada"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_provider_that_is_down_keeps_nobody_out_whose_key_is_known()
    {
        await using var oidc = await OidcServer.StartAsync();
        await using var server = await GuardedServer.BehindAsync(oidc);
        var token = await oidc.TokenAsync("ada");
        Assert.NotNull(await server.WhoAmIAsync(token));
        await oidc.DisposeAsync();
        await using var other = await OidcServer.StartAsync();
        await server.AssertRefusedAsync(await other.TokenAsync("ada")); // makes it look for keys
        Assert.NotNull(await server.WhoAmIAsync(token));
    }
}
