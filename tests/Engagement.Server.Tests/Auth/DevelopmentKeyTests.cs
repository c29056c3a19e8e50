using System.Security.Cryptography;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Engagement.Server.Tests.Auth;

public sealed class DevelopmentKeyTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("key");

    private string KeyFile => Path.Combine(_directory.FullName, "development-key.pem");

    private Dictionary<string, string?> Settings => new() { ["Storage:Directory"] = _directory.FullName };

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_server_in_Development_accepts_its_own_tokens()
    {
        await using var server = await GuardedServer.StartAsync(Settings, "Development");
        var token = Tokens("Development").Issue(
            "ada", Roles.Moderator | Roles.Admin, "Ada L.", ["Founder"], TimeSpan.FromHours(1));
        var caller = await server.WhoAmIAsync(token);
        Assert.NotNull(caller);
        Assert.Equal((DevelopmentTokens.Issuer, "ada", "Ada L.", Roles.Moderator | Roles.Admin),
            (caller.Issuer, caller.Subject, caller.Name, caller.Roles));
        Assert.Equal(["Founder"], caller.Badges);
        Assert.Equal(TimeSpan.FromHours(1), caller.ExpiresAt - caller.IssuedAt);
        Assert.Null(await server.WhoAmIAsync(null));
    }

    [Fact]
    public async Task Another_directory_s_tokens_are_refused()
    {
        await using var server = await GuardedServer.StartAsync(Settings, "Development");
        var elsewhere = Path.Combine(_directory.FullName, "elsewhere");
        var foreign = Tokens("Development", new() { ["Storage:Directory"] = elsewhere });
        await server.AssertRefusedAsync(foreign.Issue("ada", Roles.Admin, null, [], TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_server_with_a_provider_does_not_accept_the_development_key()
    {
        await using var oidc = await OidcServer.StartAsync();
        await using var server = await GuardedServer.StartAsync(new(Settings)
        {
            ["Identity:Authority"] = oidc.Issuer,
            ["Identity:Audience"] = DevelopmentTokens.Audience,
            ["Identity:Issuer"] = DevelopmentTokens.Issuer,
            ["Identity:RequireHttpsMetadata"] = "false",
        }, "Development");
        await server.AssertRefusedAsync(Tokens("Development").Issue("ada", Roles.Admin, null, [], TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Outside_Development_the_server_does_not_start_on_it(string environment)
    {
        DevelopmentKey.LoadOrCreate(_directory.FullName);
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => GuardedServer.StartAsync(Settings, environment));
        Assert.Contains("set Authority", error.Message);
        Assert.Throws<InvalidOperationException>(() => Tokens(environment));
    }

    [Fact]
    public void No_tokens_are_handed_out_that_the_server_would_refuse() => Assert.Throws<InvalidOperationException>(
        () => Tokens("Development", new() { ["Identity:Authority"] = "https://id.example" }));

    [Fact]
    public async Task Many_at_once_end_with_one_key_and_one_file()
    {
        for (var round = 0; round < 50; round++)
        {
            var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
                () => DevelopmentKey.LoadOrCreate(_directory.FullName).Public.KeyId, TestContext.Current.CancellationToken)));
            Assert.Single(ids.Distinct());
            Assert.Equal([KeyFile], Directory.GetFiles(_directory.FullName));
            File.Delete(KeyFile);
        }
    }

    [Fact]
    public void Only_the_owner_may_touch_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        if (OperatingSystem.IsWindows()) // said again for the analyzer
            return;
        DevelopmentKey.LoadOrCreate(_directory.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        foreach (var shared in new[] { UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.OtherWrite })
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | shared);
            var error = Assert.Throws<InvalidOperationException>(() => DevelopmentKey.LoadOrCreate(_directory.FullName));
            Assert.Contains("chmod 600", error.Message);
        }
    }

    [Fact]
    public async Task A_shared_file_keeps_the_server_from_starting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        DevelopmentKey.LoadOrCreate(_directory.FullName);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await Assert.ThrowsAsync<InvalidOperationException>(() => GuardedServer.StartAsync(Settings, "Development"));
    }

    [Fact]
    public void A_file_that_holds_no_key_says_so()
    {
        DevelopmentKey.LoadOrCreate(_directory.FullName);
        File.WriteAllText(KeyFile, "-----BEGIN PRIVATE KEY-----");
        Assert.Contains("no EC key", Assert.Throws<InvalidOperationException>(() => DevelopmentKey.LoadOrCreate(_directory.FullName)).Message);
        using var rsa = RSA.Create(2048);
        File.WriteAllText(KeyFile, rsa.ExportPkcs8PrivateKeyPem());
        Assert.Contains("no EC key", Assert.Throws<InvalidOperationException>(() => DevelopmentKey.LoadOrCreate(_directory.FullName)).Message);
    }

    private DevelopmentTokens Tokens(string environment, Dictionary<string, string?>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(Settings).AddInMemoryCollection(more);
        var storage = new StorageFolder(builder.Configuration.GetSection("Storage").Get<StorageOptions>() ?? new(), builder.Environment);
        return new(storage, Options.Create(builder.Configuration.GetSection(IdentityOptions.Section).Get<IdentityOptions>() ?? new()), builder.Environment, TimeProvider.System);
    }
}
