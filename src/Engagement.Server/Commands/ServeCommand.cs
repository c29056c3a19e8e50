using System.CommandLine;
using Engagement.Server.Hosting;

namespace Engagement.Server.Commands;

/// <summary><c>serve</c>, also without its name: runs until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(ConfigOption config)
    {
        var command = new Command("serve", "Runs the server (the default).");
        command.SetAction((parsed, cancel) => RunAsync(parsed, config, cancel));
        return command;
    }

    public static async Task<int> RunAsync(ParseResult parsed, ConfigOption config, CancellationToken cancel)
    {
        await using var app = ServerHost.Build(config.Of(parsed));
        await app.StartServerAsync(cancel);
        await Greeting.WriteAsync(app, parsed.InvocationConfiguration.Output, cancel);
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Success;
    }
}
