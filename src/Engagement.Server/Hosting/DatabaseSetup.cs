using Engagement.Data;
using Engagement.Data.PostgreSql;
using Engagement.Data.Sqlite;
using Engagement.Data.SqlServer;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Hosting;

/// <summary>The database that the options name.</summary>
internal static class DatabaseSetup
{
    private const string SqliteFile = "engagement.db";

    /// <summary>All engines, new ones each time: an engine belongs to one host.</summary>
    public static IReadOnlyList<DatabaseEngine> Engines => [new SqliteEngine(), new SqlServerEngine(), new PostgreSqlEngine()];

    /// <exception cref="OptionsValidationException">The engine is unknown, or needs a connection string that it can read.</exception>
    public static DatabaseChoice Choose(DatabaseOptions options, StorageFolder storage)
    {
        var engine = Engines.FirstOrDefault(e => e.Name.Equals(options.Provider, StringComparison.OrdinalIgnoreCase))
            ?? throw Invalid($"Database:Provider is '{options.Provider}'; it can be {string.Join(", ", Engines.Select(e => e.Name))}.");
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
            return new DatabaseChoice(engine, Limit(engine, options.ConnectionString, options));
        return engine is SqliteEngine
            ? new DatabaseChoice(engine, Limit(engine, new SqliteConnectionStringBuilder { DataSource = Path.Combine(storage.Path, SqliteFile) }.ToString(), options))
            : throw Invalid($"Database:ConnectionString is missing; {engine.Name} needs one.");
    }

    /// <summary>The absolute path of the database's file; null where the engine has none of its own.</summary>
    public static string? FileOf(DatabaseChoice database) => database.Engine is SqliteEngine
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource)
        : null;

    /// <summary>Makes the folder of the database's file, where it has one.</summary>
    public static void MakeFolder(DatabaseChoice database)
    {
        if (Path.GetDirectoryName(FileOf(database)) is { } folder)
            Directory.CreateDirectory(folder);
    }

    /// <summary>Without limits the string stays as it is, to the letter: drivers keep a pool for each.</summary>
    private static string Limit(DatabaseEngine engine, string connectionString, DatabaseOptions options)
    {
        var limits = new ConnectionLimits(Seconds(options.ConnectTimeout), Seconds(options.CommandTimeout), options.MaxPoolSize);
        try
        {
            var limited = engine.Limit(connectionString, limits);
            return limits == new ConnectionLimits(null, null, null) ? connectionString : limited;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw Invalid($"Database:ConnectionString is none for {engine.Name}: {e.Message}");
        }
    }

    private static int? Seconds(TimeSpan? time) => time is { } some ? (int)Math.Ceiling(some.TotalSeconds) : null;

    private static OptionsValidationException Invalid(string message) => new("Database", typeof(DatabaseOptions), [message]);
}
