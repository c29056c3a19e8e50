using System.Diagnostics;
using Engagement.Server.Tests.Hosting;

namespace Engagement.Server.Tests.Benchmarks;

/// <summary>The built program of tests/Engagement.Benchmarks, as a process of its own.</summary>
internal static class BenchmarksProgram
{
    private static readonly string File = Path.Combine(
        AppContext.BaseDirectory.Replace("Engagement.Server.Tests", "Engagement.Benchmarks", StringComparison.Ordinal), "Engagement.Benchmarks.dll");

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Finished> RunAsync(string[] arguments, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", File, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        }) ?? throw new InvalidOperationException("dotnet did not start.");
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
            await process.WaitForExitAsync(cancel);
            return new Finished(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
