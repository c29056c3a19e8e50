using System.CommandLine;
using Engagement.Data;
using Engagement.Server.Hosting;

namespace Engagement.Server.Commands;

/// <summary><c>database migrate|status|script|backup</c>.</summary>
internal static class DatabaseCommand
{
    public static Command Create(ConfigOption config)
    {
        var file = new Argument<FileInfo>("file") { Description = "Does not exist yet." };
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && Path.Exists(path))
                result.AddError($"{path} exists already.");
        });
        return new Command("database", "The database that the configuration names.")
        {
            new Command("migrate", "Makes it if need be, and brings it up to date.").Does(config, MigrateAsync),
            new Command("status", "Prints each migration and whether it is applied. Exit code 1: a server would not start on it.").Does(config, StatusAsync),
            new Command("script", "Prints the SQL that brings any older state up to date; for SQLite that of an empty database.").Does(config, ScriptAsync),
            new Command("backup", "Copies a running SQLite database; the other engines have tools of their own.") { file }
                .Does(config, (run, cancel) => BackUpAsync(run, run.Parsed.GetRequiredValue(file), cancel)),
        };
    }

    private static async Task<int> MigrateAsync(CommandRun run, CancellationToken cancel)
    {
        DatabaseSetup.MakeFolder(run.Services.GetRequiredService<DatabaseChoice>());
        var applied = await run.Services.GetRequiredService<SchemaState>().MigrateAsync(migration => run.Output.WriteLine($"applying  {migration}"), cancel);
        await run.Output.WriteLineAsync(applied.Count == 0 ? "Nothing to do." : "The database is up to date.");
        return CommandLine.Success;
    }

    private static async Task<int> StatusAsync(CommandRun run, CancellationToken cancel)
    {
        var schema = run.Services.GetRequiredService<SchemaState>();
        var migrations = await schema.ReadAsync(cancel);
        foreach (var migration in migrations.All.Union(migrations.Applied))
        {
            var state = migrations.Pending.Contains(migration) ? "pending" : migrations.Unknown.Contains(migration) ? "unknown" : "applied";
            await run.Output.WriteLineAsync($"{state}  {migration}");
        }
        var faults = await schema.FindFaultsAsync(cancel);
        foreach (var fault in faults)
            await run.Error.WriteLineAsync(fault);
        return faults.Count == 0 ? CommandLine.Success : CommandLine.Failure;
    }

    private static async Task<int> ScriptAsync(CommandRun run, CancellationToken cancel)
    {
        await run.Output.WriteAsync(run.Services.GetRequiredService<SchemaState>().Script());
        return CommandLine.Success;
    }

    private static async Task<int> BackUpAsync(CommandRun run, FileInfo file, CancellationToken cancel)
    {
        await run.RequireDatabaseAsync(cancel);
        await run.Services.GetRequiredService<SchemaState>().BackupAsync(file.FullName, cancel);
        await run.Output.WriteLineAsync(file.FullName);
        return CommandLine.Success;
    }
}
