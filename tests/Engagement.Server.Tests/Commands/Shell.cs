using Engagement.Server.Commands;
using Engagement.Server.Tests.Hosting;

namespace Engagement.Server.Tests.Commands;

/// <summary>Runs the program's command line in the test's process, over a folder.</summary>
internal static class Shell
{
    public static Task<Finished> RunAsync(TestFolder folder, params string[] arguments) => RunAsync(
        ["--config", "environment=Development", "--config", $"contentRoot={folder.Path}", "--config", $"Storage:Directory={folder.Path}", .. arguments]);

    public static async Task<Finished> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(arguments, output, error);
        return new Finished(code, output.ToString(), error.ToString());
    }
}
