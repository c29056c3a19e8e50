using Engagement.Data;
using Engagement.Server.Hosting;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

/// <summary>A database of one test, empty and up to date; dropped at the end.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>A connection string to a SQL Server that may be given databases.</summary>
    private const string SqlServerVariable = "ENGAGEMENT_TEST_SQLSERVER";

    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<PostgresTemplate>> PostgresTemplates = new(PostgresTemplate.MakeAsync);

    private readonly Func<Task> _drop;

    private TestDatabase(string engine, string connectionString, Func<Task> drop) =>
        (Engine, ConnectionString, _drop) = (engine, connectionString, drop);

    /// <summary>One of <see cref="Engines"/>.</summary>
    public string Engine { get; }

    public string ConnectionString { get; }

    /// <summary>Makes one; skips the test where the engine is not there.</summary>
    public static async Task<TestDatabase> CreateAsync(string engine) => engine switch
    {
        Engines.Sqlite => await CreateSqliteAsync(),
        Engines.PostgreSql => await CreatePostgreSqlAsync(),
        Engines.SqlServer => await CreateSqlServerAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, null),
    };

    /// <summary>Makes one in a cluster of the test's own; it goes when the cluster goes.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresCluster cluster)
    {
        var connectionString = cluster.ConnectionString("engagement_test");
        await MigrateAsync(Engines.PostgreSql, connectionString);
        return new TestDatabase(Engines.PostgreSql, connectionString, static () => Task.CompletedTask);
    }

    /// <summary>A context of its own, for looking at rows beside the server.</summary>
    public EngagementDbContext OpenContext() => Open(Engine, ConnectionString);

    /// <summary>Ends everybody's connections to a database of PostgreSQL, as its restart does.</summary>
    public async Task EndConnectionsAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await _drop();

    private static async Task<TestDatabase> CreateSqliteAsync()
    {
        var template = await SqliteTemplate.Value;
        var folder = Directory.CreateTempSubdirectory("engagement-test-").FullName;
        var file = Path.Combine(folder, "engagement.db");
        File.Copy(template, file);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
        return new TestDatabase(Engines.Sqlite, connectionString, () =>
        {
            using (var connection = new SqliteConnection(connectionString))
                SqliteConnection.ClearPool(connection);
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
    }

    private static async Task<TestDatabase> CreatePostgreSqlAsync()
    {
        var cluster = await PostgresCluster.StartedAsync();
        Assert.SkipWhen(cluster is null, "PostgreSQL's programs (initdb, pg_ctl) are not on this machine.");
        var template = await PostgresTemplates.Value;
        var name = NewName();
        await template.CreateAsync(name);
        var connectionString = cluster.ConnectionString(name);
        return new TestDatabase(Engines.PostgreSql, connectionString, async () =>
        {
            await using (var connection = new NpgsqlConnection(connectionString))
                NpgsqlConnection.ClearPool(connection);
            await template.DropAsync(name);
        });
    }

    private static async Task<TestDatabase> CreateSqlServerAsync()
    {
        var server = Environment.GetEnvironmentVariable(SqlServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{SqlServerVariable} names no SQL Server.");
        var connectionString = new SqlConnectionStringBuilder(server) { InitialCatalog = NewName() }.ToString();
        await MigrateAsync(Engines.SqlServer, connectionString);
        return new TestDatabase(Engines.SqlServer, connectionString, async () =>
        {
            await using var db = Open(Engines.SqlServer, connectionString);
            await db.Database.EnsureDeletedAsync();
        });
    }

    private static string NewName() => $"engagement_test_{Guid.NewGuid():N}";

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("engagement-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "template.db");
        await MigrateAsync(Engines.Sqlite, new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        return file;
    }

    private static async Task MigrateAsync(string name, string connectionString)
    {
        await using var db = Open(name, connectionString);
        await db.Database.MigrateAsync();
        await EngineOf(name).PrepareAsync(db, CancellationToken.None);
    }

    private static EngagementDbContext Open(string name, string connectionString)
    {
        var options = new DbContextOptionsBuilder<EngagementDbContext>();
        EngineOf(name).Configure(options, connectionString);
        return new EngagementDbContext(options.Options);
    }

    private static DatabaseEngine EngineOf(string name) => DatabaseSetup.Engines.Single(e => e.Name == name);

    /// <summary>The migrated database that those of the tests are copies of, which is ten times faster than migrating each.</summary>
    private sealed record PostgresTemplate(string Server)
    {
        private const string Name = "engagement_template";
        private static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);

        public static async Task<PostgresTemplate> MakeAsync()
        {
            var cluster = await PostgresCluster.StartedAsync() ?? throw new InvalidOperationException("There is no cluster.");
            await MigrateAsync(Engines.PostgreSql, new NpgsqlConnectionStringBuilder(cluster.ConnectionString(Name)) { Pooling = false }.ToString());
            return new PostgresTemplate(new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")) { Pooling = false }.ToString());
        }

        /// <summary>PostgreSQL refuses to copy a database that is being copied.</summary>
        public async Task CreateAsync(string name)
        {
            await OneCopyAtATime.WaitAsync();
            try
            {
                await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Name}");
            }
            finally
            {
                OneCopyAtATime.Release();
            }
        }

        public Task DropAsync(string name) => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");

        private async Task ExecuteAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(Server);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
