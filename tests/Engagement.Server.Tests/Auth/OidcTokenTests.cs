using System.Security.Cryptography;
using System.Text;
using Engagement.Readers;
using Engagement.Server.Auth;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Engagement.Server.Tests.Auth;

/// <summary>One provider and one server that believes it, for tests that change neither.</summary>
public sealed class BelievedProvider : IAsyncLifetime
{
    internal OidcServer Oidc { get; private set; } = null!; // set before any test

    internal GuardedServer Server { get; private set; } = null!; // set before any test

    public async ValueTask InitializeAsync()
    {
        Oidc = await OidcServer.StartAsync();
        Server = await GuardedServer.BehindAsync(Oidc);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Oidc.DisposeAsync();
    }
}

public sealed class OidcTokenTests(BelievedProvider believed) : IClassFixture<BelievedProvider>
{
    private readonly OidcServer _oidc = believed.Oidc;
    private readonly GuardedServer _server = believed.Server;

    [Fact]
    public async Task A_granted_token_says_who_calls()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var caller = await _server.WhoAmIAsync(await _oidc.TokenAsync("ada", "moderator publisher dancer"));
        Assert.NotNull(caller);
        Assert.Equal((_oidc.Issuer, "ada", "Ada", Roles.Moderator | Roles.Publisher),
            (caller.Issuer, caller.Subject, caller.Name, caller.Roles));
        Assert.Equal(["Top Commenter", "Founder"], caller.Badges);
        Assert.InRange(caller.IssuedAt, before, DateTimeOffset.UtcNow);
        Assert.Equal(TimeSpan.FromMinutes(5), caller.ExpiresAt - caller.IssuedAt);
    }

    [Fact]
    public async Task Without_a_token_the_caller_is_anonymous() => Assert.Null(await _server.WhoAmIAsync(null));

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    public async Task A_socket_s_token_is_validated_alike(string prefix)
    {
        var result = await _server.AuthenticateAsync(prefix + await _oidc.TokenAsync("ada", "admin", TimeSpan.FromMinutes(2)));
        Assert.NotNull(result.Principal);
        Assert.Equal(Roles.Admin, CallerToken.From(result.Principal, new())?.Roles);
        Assert.InRange(result.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(121));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("no.token.here")]
    [InlineData("ZZZZ\u0000\r\nHost: x")]
    public async Task What_is_no_token_is_a_failure_for_a_socket(string token) =>
        Assert.NotNull((await _server.AuthenticateAsync(token)).Failure);

    [Fact]
    public async Task A_token_of_another_provider_is_refused()
    {
        await using var other = await OidcServer.StartAsync();
        await _server.AssertRefusedAsync(await other.TokenAsync("ada"));
        await _server.AssertRefusedAsync(other.Sign(token => token.Issuer = _oidc.Issuer));
    }

    [Fact]
    public async Task Wrong_claims_under_a_good_signature_are_refused()
    {
        Assert.Equal("reader", (await _server.WhoAmIAsync(_oidc.Sign(_ => { })))?.Subject);
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Issuer = "https://elsewhere.example/"));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Issuer = null));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Audience = "billing"));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Audience = null));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Claims.Remove("sub")));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Claims["sub"] = new string('a', 256)));
    }

    [Fact]
    public async Task Times_are_held_to_with_the_allowance_for_clocks()
    {
        var now = DateTime.UtcNow;
        Assert.NotNull(await _server.WhoAmIAsync(_oidc.Sign(token => token.Expires = now.AddSeconds(-10))));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Expires = now.AddSeconds(-40)));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.Expires = null));
        Assert.NotNull(await _server.WhoAmIAsync(_oidc.Sign(token => token.NotBefore = now.AddSeconds(20))));
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.NotBefore = now.AddSeconds(60)));
    }

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var parts = (await _oidc.TokenAsync("ada")).Split('.');
        var payload = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("\"ada\"", "\"bob\"");
        await _server.AssertRefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}");
        await _server.AssertRefusedAsync($"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA");
        await _server.AssertRefusedAsync($"{parts[0]}.{parts[1]}.");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    public async Task A_token_without_a_signature_is_refused(string algorithm)
    {
        var parts = _oidc.Sign(_ => { }).Split('.');
        var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""");
        await _server.AssertRefusedAsync($"{header}.{parts[1]}.");
        await _server.AssertRefusedAsync($"{header}.{parts[1]}.{parts[2]}");
    }

    [Fact]
    public async Task The_public_key_as_a_shared_secret_is_refused()
    {
        var key = ((RsaSecurityKey)_oidc.Signing.Key).Rsa;
        foreach (var secret in new[] { key.ExportSubjectPublicKeyInfo(), key.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), key.ExportParameters(false).Modulus ?? [] })
            await _server.AssertRefusedAsync(_oidc.Sign(token => token.SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(secret) { KeyId = _oidc.Signing.Key.KeyId }, SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public async Task Another_curve_or_family_under_the_known_key_s_name_is_refused()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await _server.AssertRefusedAsync(_oidc.Sign(token => token.SigningCredentials = new SigningCredentials(
            new ECDsaSecurityKey(curve) { KeyId = _oidc.Signing.Key.KeyId }, SecurityAlgorithms.EcdsaSha256)));
    }

    [Fact]
    public async Task A_configured_issuer_takes_the_place_of_the_discovered_one()
    {
        await using var server = await GuardedServer.BehindAsync(_oidc, new() { ["Identity:Issuer"] = "https://id.example" });
        await server.AssertRefusedAsync(await _oidc.TokenAsync("ada"));
        Assert.NotNull(await server.WhoAmIAsync(_oidc.Sign(token => token.Issuer = "https://id.example")));
    }
}
