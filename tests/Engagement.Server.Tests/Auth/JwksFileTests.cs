using Engagement.Server.Auth;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Engagement.Server.Tests.Auth;

public sealed class JwksFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jwks");

    private string Keys => Path.Combine(_directory.FullName, "keys.json");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Keys_of_a_file_are_believed_and_read_again_when_it_changes()
    {
        await using var oidc = await OidcServer.StartAsync();
        await WriteAsync(await oidc.KeySetAsync());
        await using var server = await GuardedServer.StartAsync(Settings(oidc));
        var old = await oidc.TokenAsync("ada");
        Assert.Equal("ada", (await server.WhoAmIAsync(old))?.Subject);

        oidc.Rotate(SecurityAlgorithms.EcdsaSha256);
        var renewed = await oidc.TokenAsync("ada");
        await server.AssertRefusedAsync(renewed);
        await WriteAsync(await oidc.KeySetAsync());
        Assert.NotNull(await server.WhoAmIAsync(renewed)); // an unknown key makes it look at once
        await server.AssertRefusedAsync(old);

        await WriteAsync("{ not json");
        await server.AssertRefusedAsync(old);
        Assert.NotNull(await server.WhoAmIAsync(renewed));
        await server.AssertRefusedAsync(oidc.Sign(token => token.Issuer = "https://elsewhere.example/"));
        await server.AssertRefusedAsync(oidc.Sign(token => token.Audience = "billing"));
    }

    [Fact]
    public async Task A_shared_secret_in_the_file_is_passed_over()
    {
        await using var oidc = await OidcServer.StartAsync();
        var secret = new SymmetricSecurityKey(new byte[64]) { KeyId = "secret" };
        var keys = await oidc.KeySetAsync();
        await WriteAsync(keys.Replace("\"keys\": [", "\"keys\":[").Replace("\"keys\":[", $$"""
            "keys":[{"kty":"oct","kid":"secret","k":"{{Base64UrlEncoder.Encode(secret.Key)}}"},
            """));
        await using var server = await GuardedServer.StartAsync(Settings(oidc));
        Assert.NotNull(await server.WhoAmIAsync(await oidc.TokenAsync("ada")));
        await server.AssertRefusedAsync(oidc.Sign(token => token.SigningCredentials = new(secret, SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public async Task A_withdrawn_key_is_gone_within_a_second()
    {
        await using var oidc = await OidcServer.StartAsync();
        await WriteAsync(await oidc.KeySetAsync());
        FakeTimeProvider time = new();
        var file = new JwksFile(Keys, time, NullLogger<JwksFile>.Instance);
        var before = Assert.Single((await file.GetConfigurationAsync(TestContext.Current.CancellationToken)).SigningKeys);
        oidc.Rotate(SecurityAlgorithms.EcdsaSha256);
        await WriteAsync(await oidc.KeySetAsync());
        Assert.Same(before, Assert.Single((await file.GetConfigurationAsync(TestContext.Current.CancellationToken)).SigningKeys));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(before.KeyId, Assert.Single((await file.GetConfigurationAsync(TestContext.Current.CancellationToken)).SigningKeys).KeyId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}")]
    public async Task A_file_without_keys_keeps_the_server_from_starting(string? content)
    {
        if (content is not null)
            await WriteAsync(content);
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => GuardedServer.StartAsync(Settings(null)));
        Assert.Contains(error.Failures, failure => failure.StartsWith("Identity:JwksFile", StringComparison.Ordinal) && failure.Contains(Keys));
    }

    private Dictionary<string, string?> Settings(OidcServer? oidc) => new()
    {
        ["Identity:JwksFile"] = Keys,
        ["Identity:Issuer"] = oidc?.Issuer ?? "https://id.example",
        ["Identity:Audience"] = OidcServer.Audience,
    };

    private Task WriteAsync(string text) => File.WriteAllTextAsync(Keys, text, TestContext.Current.CancellationToken);
}
