using System.Diagnostics;
using System.Text.RegularExpressions;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>
/// Runs the tour of <c>README.md</c>: its bash blocks in one shell, against a server with the sample site. What a text
/// block shows is what the block before it prints, but that <c>…</c> stands for anything.
/// </summary>
public sealed class TourTests
{
    private const string Address = "127.0.0.1:5080", Between = "==== next block";

    /// <summary>The program as it is built here, in place of building it again.</summary>
    private static readonly string Program = $$"""
        dotnet() {
          case "$*" in
            *"--project src/Engagement.Server -- "*) while [ "$1" != "--" ]; do shift; done; shift
              command dotnet exec '{{Path.Combine(AppContext.BaseDirectory, "Engagement.Server.dll")}}' "$@" ;;
            *) command dotnet "$@" ;;
          esac
        }
        """;

    [Fact]
    public async Task Each_block_prints_what_is_shown()
    {
        Assert.SkipUnless(File.Exists("/bin/bash") || File.Exists("/usr/bin/bash"), "bash is missing.");
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path);
        var blocks = Readme.Blocks(Readme.Section("A tour")).ToList();
        var script = string.Join($"\necho '{Between}'\n", blocks.Where(b => b.Kind == "bash").Select(b => b.Text));

        var printed = (await RunAsync($"set -eu\n{Program}\n{script.Replace(Address, server.Address.Authority).Replace("/tmp/", folder.Path + "/")}", folder.Path)).Split($"{Between}\n");

        var at = -1;
        foreach (var (kind, text) in blocks)
        {
            if (kind == "bash")
                at++;
            else if (kind == "text")
                Assert.True(Pattern(text.TrimEnd()).IsMatch(printed[at].TrimEnd()), $"Shown:{Environment.NewLine}{text}Printed:{Environment.NewLine}{printed[at]}");
        }
        Assert.Equal(at + 1, printed.Length);
    }

    private static Regex Pattern(string shown) => new($"^{string.Join("[^\n]*?", shown.Split('…').Select(Regex.Escape))}$");

    private static async Task<string> RunAsync(string script, string folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Storage__Directory"] = folder;
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromMinutes(4));
            var (output, error) = (bash.StandardOutput.ReadToEndAsync(limit.Token), bash.StandardError.ReadToEndAsync(limit.Token));
            await bash.WaitForExitAsync(limit.Token);
            Assert.True(bash.ExitCode == 0, $"The tour ended with {bash.ExitCode}: {await output}{await error}");
            return await output;
        }
        finally
        {
            if (!bash.HasExited)
                bash.Kill(entireProcessTree: true);
        }
    }
}
