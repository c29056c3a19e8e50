using System.Diagnostics;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>Runs a script of the conformance folder; skips the test where node or its packages are missing.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The lines that it printed. Fails if it ends with another code than 0.</summary>
    public static async Task<string[]> RunAsync(string script, params string[] arguments)
    {
        var folder = Folder();
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "graphql-http")), "npm packages are missing: run `npm ci` in tests/Engagement.Server.Tests/conformance.");
        Assert.SkipUnless(Find("node") is not null, "node is missing.");

        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [script, .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await errors}{await output}");
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Engagement.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return Path.Combine(root.FullName, "tests", "Engagement.Server.Tests", "conformance");
    }

    /// <summary>Where a program is that can be called by its name; null if it is not there.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
}
