using Engagement.Server.Commands;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class DatabaseCommandTests
{
    [Fact]
    public async Task Migrate_makes_the_database_and_then_has_nothing_to_do()
    {
        using var folder = new TestFolder();

        var before = await Shell.RunAsync(folder, "database", "status");
        var first = await Shell.RunAsync(folder, "database", "migrate");
        var second = await Shell.RunAsync(folder, "database", "migrate");
        var after = await Shell.RunAsync(folder, "database", "status");

        Assert.Equal(CommandLine.Failure, before.ExitCode);
        Assert.Contains("pending", before.Output);
        Assert.Contains("database migrate", before.Error);
        Assert.Matches(@"^(applying  \d{14}_\w+\n)+The database is up to date\.\n$", first.Output);
        Assert.Equal((CommandLine.Success, "Nothing to do.\n"), (second.ExitCode, second.Output));
        Assert.Equal((CommandLine.Success, ""), (after.ExitCode, after.Error));
        Assert.DoesNotContain("pending", after.Output);
    }

    [Fact]
    public async Task Two_processes_that_migrate_at_once_apply_each_migration_once()
    {
        await using var database = await TestDatabase.CreateAsync(Engines.PostgreSql);
        using var folder = new TestFolder();
        for (var round = 0; round < 3; round++)
        {
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = $"engagement_twice_{Guid.NewGuid():N}" }.ToString(); // not there yet
            string[] command = ["database", "migrate", "--config", "Database:Provider=PostgreSql", "--config", $"Database:ConnectionString={connection}"];

            var both = await Task.WhenAll(ServerProcess.RunAsync(folder.Path, command), ServerProcess.RunAsync(folder.Path, command));

            Assert.All(both, b => Assert.True(b.ExitCode == CommandLine.Success, b.Error));
            await using var db = database.OpenContext();
            Assert.Equal(db.Database.GetMigrations(), both.SelectMany(b => b.Output.Split('\n')).Where(l => l.StartsWith("applying", StringComparison.Ordinal)).Select(l => l.Split(' ')[^1]).Order());
        }
    }

    [Fact]
    public async Task A_server_database_that_is_ahead_is_not_served()
    {
        await using var database = await TestDatabase.CreateAsync(Engines.PostgreSql);
        await using (var db = database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Later', '99')""", TestContext.Current.CancellationToken);
        using var folder = new TestFolder();

        var (code, _, error) = await Shell.RunAsync(
            folder, "serve", "--config", "urls=http://127.0.0.1:0", "--config", "Database:Provider=PostgreSql", "--config", $"Database:ConnectionString={database.ConnectionString}");

        Assert.Equal(CommandLine.Failure, code);
        Assert.Contains("99990101000000_Later. Run a newer one.", error);
    }

    [Theory, EachEngine]
    public async Task The_script_makes_the_whole_database(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var connection = $"Database:ConnectionString={database.ConnectionString}";

        var (code, script, _) = await Shell.RunAsync("database", "script", "--config", $"Database:Provider={engine}", "--config", connection);

        Assert.Equal(CommandLine.Success, code);
        await using var db = database.OpenContext();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).Distinct())
            Assert.Matches($"CREATE TABLE [\"\\[]?{table}[\"\\]]? ", script);
    }

    [Fact]
    public async Task A_backup_of_a_running_server_is_a_database()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        string[] config = ["--config", $"Database:ConnectionString={server.Database.ConnectionString}"];

        var (code, output, _) = await Shell.RunAsync(["database", "backup", folder.File("engagement.db"), .. config]);
        var again = await Shell.RunAsync(["database", "backup", folder.File("engagement.db"), .. config]);

        Assert.Equal((CommandLine.Success, folder.File("engagement.db") + "\n"), (code, output));
        Assert.Equal(CommandLine.WrongUsage, again.ExitCode);
        Assert.Contains("applied", (await Shell.RunAsync(folder, "database", "status")).Output);
    }

    [Theory]
    [InlineData("PostgreSql", "pg_dump")]
    [InlineData("SqlServer", "BACKUP DATABASE")]
    public async Task The_other_engines_tools_are_named(string engine, string tool)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var folder = new TestFolder();

        var (code, _, error) = await Shell.RunAsync(
            folder, "database", "backup", folder.File("copy"), "--config", $"Database:Provider={engine}", "--config", $"Database:ConnectionString={database.ConnectionString}");

        Assert.Equal(CommandLine.Failure, code);
        Assert.Contains(tool, error);
    }

    [Fact]
    public async Task A_server_database_that_is_behind_is_not_served()
    {
        await using var database = await TestDatabase.CreateAsync(Engines.PostgreSql);
        await using (var db = database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsHistory" """, TestContext.Current.CancellationToken);
        using var folder = new TestFolder();

        var (code, _, error) = await Shell.RunAsync(
            folder, "serve", "--config", "urls=http://127.0.0.1:0", "--config", "Database:Provider=PostgreSql", "--config", $"Database:ConnectionString={database.ConnectionString}");

        Assert.Equal(CommandLine.Failure, code);
        Assert.Contains("database migrate", error);
    }

    [Theory]
    [InlineData("database migrate")]
    [InlineData("database status")]
    [InlineData("counts verify")]
    [InlineData("serve")]
    [InlineData("serve --config Database:MigrateAtStart=true")]
    public async Task A_database_that_cannot_be_reached_is_named_with_what_to_check(string command)
    {
        using var folder = new TestFolder();

        var (code, output, error) = await Shell.RunAsync(
            folder, [.. command.Split(' '), "--config", "urls=http://127.0.0.1:0", "--config", "Database:Provider=PostgreSql", "--config", "Database:ConnectionString=Host=127.0.0.1;Port=1;Password=secret"]);

        Assert.Equal((CommandLine.Failure, ""), (code, output));
        Assert.Equal(
            "The PostgreSql database at 127.0.0.1:1 cannot be reached: Failed to connect to 127.0.0.1:1. Check that it runs, that this machine may connect to it, and Database:ConnectionString.",
            Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData("Sqlite", "Fiel=x")]
    [InlineData("PostgreSql", "Hsot=x")]
    [InlineData("SqlServer", "Sevrer=x")]
    [InlineData("SqlServer", "Connect Timeout=long")]
    public async Task A_connection_string_that_the_engine_cannot_read_is_told_in_one_line(string engine, string connection)
    {
        using var folder = new TestFolder();

        var (code, _, error) = await Shell.RunAsync(
            folder, "database", "migrate", "--config", $"Database:Provider={engine}", "--config", $"Database:ConnectionString={connection}");

        Assert.Equal(CommandLine.Failure, code);
        Assert.StartsWith($"Database:ConnectionString is none for {engine}: ", Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)));
    }
}
