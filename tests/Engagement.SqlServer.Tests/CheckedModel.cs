using System.Data.Common;
using Engagement.SqlServer.Tests.Sample;
using Microsoft.EntityFrameworkCore;

namespace Engagement.SqlServer.Tests;

/// <summary>A model that statements are checked against.</summary>
/// <param name="Create">Makes a context of SQL Server's provider, set up as in production, over the given connection.</param>
/// <param name="MoreSchema">CREATE statements of what EF does not create: table types, functions. One statement each.</param>
internal sealed record CheckedModel<TContext>(Func<DbConnection, TContext> Create, IReadOnlyList<string> MoreSchema)
    where TContext : DbContext;

/// <summary>The models that we check. The product's is one line here, made by its own set-up of the SQL Server engine.</summary>
internal static class CheckedModels
{
    public static CheckedModel<SampleContext> Sample { get; } = new(
        connection => new SampleContext(
            new DbContextOptionsBuilder<SampleContext>()
                .UseSqlServer(connection, sql => sql.UseCompatibilityLevel(160)).Options,
            SampleContext.SqlServerCollation),
        ["CREATE TYPE [dbo].[IdList] AS TABLE ([Id] bigint NOT NULL PRIMARY KEY)"]);
}
