using System.Text.Json;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class TokenCommandTests
{
    [Fact]
    public async Task The_server_over_the_same_folder_believes_the_token()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        var (code, output, error) = await Shell.RunAsync(
            "token", "--role", "moderator", "--role", "publisher", "--subject", "ann", "--name", "Ann", "--badge", "Editor",
            "--config", "environment=Development", "--config", $"Storage:Directory={server.Folder}");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        var data = await server.Client.QueryAsync("{ viewer { roles } }", token: output.TrimEnd('\n'));

        Assert.Equal("""{"viewer":{"roles":["MODERATOR","PUBLISHER"]}}""", JsonSerializer.Serialize(data));
    }

    [Fact]
    public async Task Nothing_but_the_token_is_printed()
    {
        using var folder = new TestFolder();

        var (code, output, _) = await Shell.RunAsync(folder, "token", "--role", "reader", "--subject", "ann");

        Assert.Equal(CommandLine.Success, code);
        Assert.Matches(@"^[\w-]+\.[\w-]+\.[\w-]+\n$", output);
    }

    [Theory]
    [InlineData("environment=Production", "Tokens are handed out in the environment Development only")]
    [InlineData("Identity:Authority=https://login.example", "Identity:")]
    public async Task Tokens_that_no_server_would_believe_are_not_made(string setting, string reason)
    {
        using var folder = new TestFolder();

        var (code, output, error) = await Shell.RunAsync(folder, "token", "--role", "reader", "--subject", "ann", "--config", setting);

        Assert.Equal((CommandLine.Failure, ""), (code, output));
        Assert.StartsWith(reason, error);
        Assert.DoesNotContain("   at ", error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
