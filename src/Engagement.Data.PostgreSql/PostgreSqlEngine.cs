using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Engagement.Data.PostgreSql;

/// <summary>PostgreSQL 15 and later.</summary>
internal sealed class PostgreSqlEngine : DatabaseEngine
{
    /// <inheritdoc/>
    public override string Name => "PostgreSql";

    /// <inheritdoc/>
    public override SqlDialect Dialect { get; } = new PostgreSqlDialect();

    /// <inheritdoc/>
    public override void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(typeof(PostgreSqlEngine).Assembly.GetName().Name))
        .ReplaceService<IModelCustomizer, PostgreSqlModelCustomizer>();

    /// <inheritdoc/>
    public override Task BackupAsync(EngagementDbContext db, string file, CancellationToken cancel) =>
        throw new NotSupportedException("PostgreSQL is backed up by pg_dump or pg_basebackup.");
}

internal sealed class PostgreSqlModelCustomizer(ModelCustomizerDependencies dependencies) : EngineModelCustomizer(dependencies)
{
    protected override string BinaryCollation => "C";
}
