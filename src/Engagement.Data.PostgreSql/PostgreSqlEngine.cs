using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Engagement.Data.PostgreSql;

/// <summary>PostgreSQL 15 and later.</summary>
internal sealed class PostgreSqlEngine : DatabaseEngine
{
    /// <summary>Any number that nobody else locks in the database.</summary>
    private const long MigrationLock = 0x456E676167656D;

    /// <summary>
    /// Seconds, unless the connection string says otherwise. Our own limits end a statement; the driver's must not come while
    /// the driver still tells a silent database of that (twice its connection time-out), or it keeps a thread of the pool.
    /// </summary>
    private const int LongestStatement = 120;

    /// <inheritdoc/>
    public override string Name => "PostgreSql";

    /// <inheritdoc/>
    public override SqlDialect Dialect { get; } = new PostgreSqlDialect();

    /// <inheritdoc/>
    public override void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql
            .CommandTimeout(new NpgsqlConnectionStringBuilder(connectionString).ShouldSerialize("Command Timeout") ? null : LongestStatement)
            .MigrationsAssembly(typeof(PostgreSqlEngine).Assembly.GetName().Name)
            .ExecutionStrategy(dependencies => new ReadRetries(dependencies, Dialect)))
        .ReplaceService<IModelCustomizer, PostgreSqlModelCustomizer>();

    /// <inheritdoc/>
    public override string AddressIn(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{builder.Host}:{builder.Port}";
    }

    /// <inheritdoc/>
    public override string Limit(string connectionString, ConnectionLimits limits)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Timeout = limits.ConnectSeconds ?? builder.Timeout;
        builder.CommandTimeout = limits.CommandSeconds ?? builder.CommandTimeout;
        builder.MaxPoolSize = limits.MostConnections ?? builder.MaxPoolSize;
        return builder.ToString();
    }

    /// <summary>EF's lock ends with the transaction of each migration, so that another process may apply the next one: ours lasts to the end.</summary>
    public override async Task MigrateAsync(EngagementDbContext db, CancellationToken cancel)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancel))
            await creator.CreateAsync(cancel);
        db.Database.SetCommandTimeout(0); // another process may take its time
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_lock({0})", [MigrationLock], cancel);
            await base.MigrateAsync(db, cancel);
        }
        finally
        {
            // The lock ends with the session, which the pool would keep.
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Duplicate database or table; or the unique index of the catalogue says so, which is the same a moment later.</summary>
    public override bool IsMadeMeanwhile(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc/>
    public override Task BackupAsync(EngagementDbContext db, string file, CancellationToken cancel) =>
        throw new NotSupportedException("PostgreSQL is backed up by pg_dump or pg_basebackup.");
}

internal sealed class PostgreSqlModelCustomizer(ModelCustomizerDependencies dependencies) : EngineModelCustomizer(dependencies)
{
    protected override string BinaryCollation => "C";
}
