using Engagement.Benchmarks.Data;
using Engagement.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Commands = Engagement.Server.Commands.CommandLine;

namespace Engagement.Benchmarks.Load;

/// <summary>A filled database of a run, and who may post to it; gone afterwards. Commits are durable, as the engines do by default.</summary>
internal sealed class LoadDatabase : IDisposable
{
    /// <summary>The names in <c>Database:Provider</c>.</summary>
    public const string Sqlite = "Sqlite", PostgreSql = "PostgreSql";

    private readonly string _folder;

    private LoadDatabase(string engine, string folder, string connectionString)
    {
        _folder = folder;
        Settings =
        [
            $"contentRoot={folder}", $"Storage:Directory={folder}", $"Database:Provider={engine}", $"Database:ConnectionString={connectionString}",
            .. Tokens.Settings(folder),
        ];
    }

    public LoadTokens Tokens { get; } = new();

    /// <summary>What a server needs to be told to work on it.</summary>
    public IReadOnlyList<string> Settings { get; }

    /// <exception cref="InvalidOperationException">PostgreSQL's programs are not on this machine.</exception>
    public static async Task<LoadDatabase> CreateAsync(string engine, DataSet data, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var cluster = engine == PostgreSql
            ? await PostgresCluster.StartedAsync() ?? throw new InvalidOperationException("PostgreSQL's programs (initdb, pg_ctl) are not on this machine.")
            : null;
        var folder = Directory.CreateTempSubdirectory("engagement-load-").FullName;
        var database = new LoadDatabase(engine, folder, cluster?.ConnectionString($"engagement_load_{Guid.NewGuid():N}")
            ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "engagement.db") }.ToString());
        try
        {
            await DataCommand.RunAsync(data, database.Settings, output, error, cancel);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs <c>counts verify</c>; what it says.</summary>
    /// <exception cref="InvalidOperationException">A count is wrong.</exception>
    public async Task<string?> VerifyCountsAsync(CancellationToken cancel)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await Commands.RunAsync(["counts", "verify", .. Settings.SelectMany(s => new[] { "--config", s })], output, error).WaitAsync(cancel);
        return code == Commands.Success ? output.ToString().Trim() : throw new InvalidOperationException($"Wrong counts: {output}{error}");
    }

    /// <summary>Stops the cluster with all its databases, if there is one.</summary>
    public static Task StopClusterAsync() => PostgresCluster.StopIfStartedAsync();

    public void Dispose()
    {
        Tokens.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
