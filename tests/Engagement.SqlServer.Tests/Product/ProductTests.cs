using System.Diagnostics;
using System.Reflection;
using Engagement.Data;
using Xunit;

namespace Engagement.SqlServer.Tests.Product;

public sealed class ProductTests(ProductRun run) : IClassFixture<ProductRun>
{
    [Fact]
    public void What_SQL_Server_would_be_sent_has_no_finding()
    {
        Assert.True(run.Log.Statements.Count > 150);
        Assert.Empty(run.Findings);
    }

    [Fact]
    public void Known_false_alarms_are_still_raised() => Assert.Empty(KnownAlarms.Stale(run.FalseAlarms));

    [Fact]
    public void Every_place_that_sends_a_statement_was_seen_at_work()
    {
        var optimised = typeof(SqlDialect).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };
        Assert.SkipWhen(optimised, "Optimised code does not tell which statement a call belongs to.");
        Assert.True(SqlSites.All.Count > 70);
        Assert.Empty(run.NotReached.Select(s => s.Place));
    }

    [Fact]
    public void The_migrations_lead_to_the_model() => Assert.Empty(MigrationCheck.Run(CheckedModels.Product));
}
