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
        var app = ServerHost.Build(config.Of(parsed));
        try
        {
            await app.StartServerAsync(cancel);
            await new Greeting(app).WriteAsync(parsed.InvocationConfiguration.Output, cancel);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return await app.WaitAndStopAsync(cancel) ? CommandLine.Success : CommandLine.Failure;
    }
}
