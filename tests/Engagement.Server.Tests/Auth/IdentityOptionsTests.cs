using Engagement.Server.Auth;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Auth;

public sealed class IdentityOptionsTests
{
    [Theory]
    [InlineData("Identity:Audience", null, "Audience")]
    [InlineData("Identity:Authority", "id.example", "Authority")]
    [InlineData("Identity:Authority", "http://127.0.0.1:1", "RequireHttpsMetadata")]
    [InlineData("Identity:JwksFile", "keys.json", "both")]
    [InlineData("Identity:Algorithms:0", "HS256", "HS256")]
    [InlineData("Identity:Algorithms:0", "none", "none")]
    [InlineData("Identity:ClockSkew", "01:00:00", "ClockSkew")]
    [InlineData("Identity:KeyRefreshInterval", "00:00:00", "KeyRefreshInterval")]
    [InlineData("Identity:RoleClaim", "", "RoleClaim")]
    public async Task A_wrong_option_keeps_the_server_from_starting(string option, string? value, string named)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => GuardedServer.StartAsync(new()
        {
            ["Identity:Authority"] = "https://id.example",
            ["Identity:Audience"] = "comments",
            [option] = value,
        }));
        Assert.Contains(named, error.Message);
    }

    [Fact]
    public async Task Plain_http_to_another_machine_is_for_Development_only()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Identity:Authority"] = "http://id.example",
            ["Identity:Audience"] = "comments",
            ["Identity:RequireHttpsMetadata"] = "false",
        };
        await Assert.ThrowsAsync<OptionsValidationException>(() => GuardedServer.StartAsync(settings));
        await using var server = await GuardedServer.StartAsync(settings, "Development");
        Assert.Null(await server.WhoAmIAsync(null));
    }
}
