using System.CommandLine;
using Engagement.Data;
using Engagement.Server.Hosting;

namespace Engagement.Server.Commands;

/// <summary>What a command that works beside a server has at hand.</summary>
/// <param name="Services">Those of the server; nothing of them runs by itself.</param>
/// <param name="Parsed">The arguments.</param>
internal sealed record CommandRun(IServiceProvider Services, ParseResult Parsed)
{
    /// <summary>For the result and nothing else.</summary>
    public TextWriter Output => Parsed.InvocationConfiguration.Output;

    public TextWriter Error => Parsed.InvocationConfiguration.Error;

    /// <summary>Sees that the database can be worked on, and lets a server beside this command write between its transactions.</summary>
    /// <exception cref="StartException">The database is not one that this program can work on; the message says what to do.</exception>
    public async Task RequireDatabaseAsync(CancellationToken cancel)
    {
        if (await Services.GetRequiredService<SchemaState>().FindFaultsAsync(cancel) is { Count: > 0 } faults)
            throw new StartException(string.Join(Environment.NewLine, faults));
        Services.GetRequiredService<WriteTransactions>().GivesWay = true;
    }
}

internal static class CommandWork
{
    /// <summary>Makes <paramref name="work"/> what the command does; it returns the exit code.</summary>
    public static Command Does(this Command command, ConfigOption config, Func<CommandRun, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = ServerHost.Compose(config.Of(parsed));
            return await DatabaseFault.TellAsync(app.Services, () => work(new CommandRun(app.Services, parsed), cancel));
        });
        return command;
    }
}
