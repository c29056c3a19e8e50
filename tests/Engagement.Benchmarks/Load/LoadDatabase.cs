using Engagement.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace Engagement.Benchmarks.Load;

/// <summary>A folder and a database of one server of a run, gone afterwards. Commits are durable, as the engines do by default.</summary>
internal sealed class LoadDatabase : IDisposable
{
    /// <summary>The names in <c>Database:Provider</c>.</summary>
    public const string Sqlite = "Sqlite", PostgreSql = "PostgreSql";

    private LoadDatabase(string engine, string folder, string connectionString) =>
        (Engine, Folder, ConnectionString) = (engine, folder, connectionString);

    public string Engine { get; }

    /// <summary>The server's storage folder; on SQLite the database lies in it.</summary>
    public string Folder { get; }

    public string ConnectionString { get; }

    /// <exception cref="InvalidOperationException">PostgreSQL's programs are not on this machine.</exception>
    public static async Task<LoadDatabase> CreateAsync(string engine)
    {
        var cluster = engine == PostgreSql
            ? await PostgresCluster.StartedAsync() ?? throw new InvalidOperationException("PostgreSQL's programs (initdb, pg_ctl) are not on this machine.")
            : null;
        var folder = Directory.CreateTempSubdirectory("engagement-load-").FullName;
        var connectionString = cluster?.ConnectionString($"engagement_load_{Guid.NewGuid():N}")
            ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "engagement.db") }.ToString();
        return new LoadDatabase(engine, folder, connectionString);
    }

    /// <summary>Stops the cluster with all its databases, if there is one.</summary>
    public static Task StopClusterAsync() => PostgresCluster.StopIfStartedAsync();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
