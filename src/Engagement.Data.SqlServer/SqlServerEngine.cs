using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Engagement.Data.SqlServer;

/// <summary>SQL Server 2022 and later (compatibility level 160), with READ_COMMITTED_SNAPSHOT on.</summary>
internal sealed class SqlServerEngine : DatabaseEngine
{
    /// <summary>Of every text column: by code points.</summary>
    internal const string Collation = "Latin1_General_100_BIN2";

    private const int CompatibilityLevel = 160;

    /// <inheritdoc/>
    public override string Name => "SqlServer";

    /// <inheritdoc/>
    public override SqlDialect Dialect { get; } = new SqlServerDialect();

    /// <inheritdoc/>
    public override void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlServer(connectionString, Configure)
        .ReplaceService<IModelCustomizer, SqlServerModelCustomizer>();

    /// <inheritdoc/>
    public override string AddressIn(string connectionString) => new SqlConnectionStringBuilder(connectionString).DataSource;

    /// <inheritdoc/>
    public override string Limit(string connectionString, ConnectionLimits limits)
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        builder.ConnectTimeout = limits.ConnectSeconds ?? builder.ConnectTimeout;
        builder.CommandTimeout = limits.CommandSeconds ?? builder.CommandTimeout;
        builder.MaxPoolSize = limits.MostConnections ?? builder.MaxPoolSize;
        return builder.ToString();
    }

    /// <summary>The same over a connection, which is the caller's to dispose.</summary>
    internal static void Configure(DbContextOptionsBuilder options, DbConnection connection) => options
        .UseSqlServer(connection, Configure)
        .ReplaceService<IModelCustomizer, SqlServerModelCustomizer>();

    /// <summary>Readers see the last commit instead of waiting for writers.</summary>
    public override async Task PrepareAsync(EngagementDbContext db, CancellationToken cancel)
    {
        if (await FindFaultAsync(db, cancel) is not null)
            await db.Database.ExecuteSqlRawAsync("ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE", cancel);
    }

    /// <inheritdoc/>
    public override async Task<string?> FindFaultAsync(EngagementDbContext db, CancellationToken cancel) =>
        await db.Database
            .SqlQueryRaw<bool>("SELECT is_read_committed_snapshot_on AS [Value] FROM sys.databases WHERE database_id = DB_ID()")
            .SingleAsync(cancel)
            ? null
            : "READ_COMMITTED_SNAPSHOT is off: readers would wait for writers. `database migrate` turns it on.";

    /// <summary>1801: the database exists already; 2714: the table does.</summary>
    public override bool IsMadeMeanwhile(Exception exception) => exception is SqlException { Number: 1801 or 2714 };

    /// <inheritdoc/>
    public override Task BackupAsync(EngagementDbContext db, string file, CancellationToken cancel) =>
        throw new NotSupportedException("SQL Server is backed up by BACKUP DATABASE, on the server's own disks.");

    private static void Configure(SqlServerDbContextOptionsBuilder server) => server
        .MigrationsAssembly(typeof(SqlServerEngine).Assembly.GetName().Name)
        .ExecutionStrategy(dependencies => new ReadRetries(dependencies, new SqlServerDialect()))
        .UseCompatibilityLevel(CompatibilityLevel);
}

internal sealed class SqlServerModelCustomizer(ModelCustomizerDependencies dependencies) : EngineModelCustomizer(dependencies)
{
    protected override string BinaryCollation => SqlServerEngine.Collation;
}
