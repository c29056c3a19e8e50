using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Engagement.Data.Sqlite;

/// <summary>The embedded engine and the default: one file, one writer at a time, WAL, a commit is on disk when it is answered.</summary>
internal sealed class SqliteEngine : DatabaseEngine
{
    /// <inheritdoc/>
    public override string Name => "Sqlite";

    /// <inheritdoc/>
    public override SqlDialect Dialect { get; } = new SqliteDialect();

    /// <inheritdoc/>
    public override bool HasIdempotentScripts => false;

    /// <inheritdoc/>
    public override void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteEngine).Assembly.GetName().Name))
        .AddInterceptors(ShortWaits.Instance)
        .ReplaceService<IModelCustomizer, SqliteModelCustomizer>();

    /// <inheritdoc/>
    public override string AddressIn(string connectionString) => new SqliteConnectionStringBuilder(connectionString).DataSource;

    /// <inheritdoc/>
    public override string Limit(string connectionString, ConnectionLimits limits)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        builder.DefaultTimeout = limits.CommandSeconds ?? builder.DefaultTimeout;
        return builder.ToString();
    }

    /// <inheritdoc/>
    public override async Task<string?> FindFaultAsync(EngagementDbContext db, CancellationToken cancel) =>
        await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync(cancel) is "wal"
            ? null
            : "The SQLite file is not in WAL mode: readers would wait for writers.";

    /// <inheritdoc/>
    public override async Task BackupAsync(EngagementDbContext db, string file, CancellationToken cancel) =>
        await db.Database.ExecuteSqlRawAsync("VACUUM INTO {0}", [file], cancel);
}

internal sealed class SqliteModelCustomizer(ModelCustomizerDependencies dependencies) : EngineModelCustomizer(dependencies)
{
    protected override string BinaryCollation => "BINARY";
}
