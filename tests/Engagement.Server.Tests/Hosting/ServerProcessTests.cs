using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Contract;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

public sealed class ServerProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_makes_everything_in_its_folder_and_says_what_to_do_next()
    {
        using var folder = new TestFolder();

        await using var server = await ServerProcess.StartAsync(folder.Path);
        Assert.True(await Wait.UntilAsync(() => server.Output.Contains("curl", StringComparison.Ordinal)));
        var line = server.Output.Split('\n').Single(l => l.Contains("TOKEN=", StringComparison.Ordinal)).Trim();
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { RedirectStandardOutput = true })!; // sh is there wherever kill is
        var answer = await shell.StandardOutput.ReadToEndAsync(Cancel);

        Assert.Contains($"GraphQL  {server.Address}graphql", server.Output);
        Assert.Contains($"Data     {folder.Path}", server.Output);
        Assert.Equal("<p>Hello!</p>\n", JsonSerializer.Deserialize<JsonElement>(answer)
            .GetProperty("data").GetProperty("postComment").GetProperty("comment").GetProperty("bodyHtml").GetString());
        Assert.Empty(Directory.EnumerateDirectories(folder.Path));
    }

    [Fact]
    public async Task Under_dotnet_run_it_is_Development_and_the_address_of_the_environment_wins()
    {
        using var folder = new TestFolder();
        var configuration = typeof(ServerProcessTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration; // the SDK sets it
        var start = new ProcessStartInfo(
            "dotnet",
            ["run", "--no-build", "-c", configuration, "--project", Path.Combine(Repository.Root, "src", "Engagement.Server"), "--", "--config", $"Storage:Directory={folder.Path}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var run = Process.Start(start)!; // not null without the shell
        try
        {
            string? line;
            while ((line = await run.StandardOutput.ReadLineAsync(Cancel)) is not null && !line.Contains("GraphQL  ", StringComparison.Ordinal))
            {
            }
            Assert.NotNull(line);
            Assert.DoesNotContain(":5080/", line, StringComparison.Ordinal);
        }
        finally
        {
            run.Kill(entireProcessTree: true);
            await run.WaitForExitAsync(Cancel);
        }
    }

    [Fact]
    public async Task Starting_again_keeps_everything_after_a_stop_and_after_a_kill()
    {
        using var folder = new TestFolder();
        string before;
        await using (var first = await ServerProcess.StartAsync(folder.Path))
        {
            before = await ReadAsync(first);
            Assert.Equal(CommandLine.Success, (await first.StopAsync()).ExitCode);
        }
        await using (var second = await ServerProcess.StartAsync(folder.Path))
        {
            Assert.Equal(before, await ReadAsync(second));
            await second.KillAsync();
        }

        await using var third = await ServerProcess.StartAsync(folder.Path);
        Assert.Equal(before, await ReadAsync(third));
    }

    [Fact]
    public async Task A_second_server_on_the_folder_is_refused()
    {
        using var folder = new TestFolder();
        await using var first = await ServerProcess.StartAsync(folder.Path);

        var (code, output, error) = await ServerProcess.RunAsync(folder.Path, "serve");

        Assert.Equal((CommandLine.Failure, ""), (code, output));
        Assert.Equal($"Another server uses {folder.File("engagement.db")}. Stop it, or give this one a folder of its own: --config Storage:Directory=…\n", error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_a_line()
    {
        using var folder = new TestFolder();
        using var other = new TestFolder();
        await using var first = await ServerProcess.StartAsync(folder.Path);

        var (code, _, error) = await Commands.Shell.RunAsync(other, "serve", "--config", $"urls={first.Address}");

        Assert.Equal(CommandLine.Failure, code);
        Assert.Contains("address already in use", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static async Task<string> ReadAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var response = await http.PostAsJsonAsync("graphql", new { query = """{ article(by: {key: "sberbank-china-ai"}) { id version } }""" }, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("art_", text);
        return text;
    }
}
