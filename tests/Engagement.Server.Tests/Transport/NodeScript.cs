using System.Diagnostics;
using System.Text.Json;
using Engagement.Server.Tests.Contract;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>Runs a script of the conformance folder; skips the test where node or its packages are missing.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The JSON that its last line is. Fails if it ends with another code than 0.</summary>
    /// <param name="output">Gets all lines.</param>
    /// <param name="script">Of the folder.</param>
    /// <param name="arguments">Of the script.</param>
    public static async Task<JsonElement> RunAsync(ITestOutputHelper output, string script, params string[] arguments)
    {
        var (code, lines, errors) = await EndAsync(script, arguments);
        foreach (var line in lines)
            output.WriteLine(line);
        Assert.True(code == 0, $"{script} ended with {code}: {errors}");
        return JsonElement.Parse(lines[^1]);
    }

    /// <summary>Its exit code, 0 or 1, and the lines that it printed. Fails if it could not do its work.</summary>
    public static async Task<(int Code, string[] Lines)> RunToEndAsync(string script, params string[] arguments)
    {
        var (code, lines, errors) = await EndAsync(script, arguments);
        Assert.True(code is 0 or 1 && errors.Length == 0, $"{script} ended with {code}: {errors}");
        return (code, lines);
    }

    private static async Task<(int Code, string[] Lines, string Errors)> EndAsync(string script, string[] arguments)
    {
        var folder = Repository.Path("tests", "Engagement.Server.Tests", "conformance");
        Assert.SkipUnless(AreInstalled(folder), "npm packages are missing: run `npm ci` in tests/Engagement.Server.Tests/conformance.");
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
            return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>All that package.json names: an older installation lacks what came since.</summary>
    private static bool AreInstalled(string folder) =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json"))).GetProperty("dependencies").EnumerateObject()
            .All(package => Directory.Exists(Path.Combine(folder, "node_modules", package.Name)));

    /// <summary>Where a program is that can be called by its name; null if it is not there.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
}
