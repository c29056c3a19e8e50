using System.Data.Common;
using Engagement.Data;
using Engagement.Data.SqlServer;
using Engagement.SqlServer.Tests.Sample;
using Microsoft.EntityFrameworkCore;

namespace Engagement.SqlServer.Tests;

/// <summary>A model that statements are checked against.</summary>
/// <param name="Create">Makes a context of SQL Server's provider, set up as in production, over the given connection.</param>
/// <param name="MoreSchema">CREATE statements of what EF does not create: table types, functions. One statement each.</param>
internal sealed record CheckedModel<TContext>(Func<DbConnection, TContext> Create, IReadOnlyList<string> MoreSchema)
    where TContext : DbContext;

/// <summary>The models that we check.</summary>
internal static class CheckedModels
{
    /// <summary>The product's, as its SQL Server engine sets it up.</summary>
    public static CheckedModel<EngagementDbContext> Product { get; } = new(
        connection =>
        {
            var options = new DbContextOptionsBuilder<EngagementDbContext>();
            SqlServerEngine.Configure(options, connection);
            return new EngagementDbContext(options.Options);
        },
        []);

    /// <summary>The check's own, for its proof.</summary>
    public static CheckedModel<SampleContext> Sample { get; } = new(
        connection => new SampleContext(
            new DbContextOptionsBuilder<SampleContext>()
                .UseSqlServer(connection, sql => sql.UseCompatibilityLevel(160)).Options,
            SampleContext.SqlServerCollation),
        ["CREATE TYPE [dbo].[IdList] AS TABLE ([Id] bigint NOT NULL PRIMARY KEY)"]);
}
