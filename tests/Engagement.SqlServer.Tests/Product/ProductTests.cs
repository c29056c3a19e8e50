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
        AssertNone(run.Findings);
    }

    [Fact]
    public void Known_false_alarms_are_still_raised() => AssertNone(KnownAlarms.Stale(run.FalseAlarms));

    [Fact]
    public void Every_place_that_sends_a_statement_was_seen_at_work()
    {
        SkipIfOptimised();
        Assert.True(SqlSites.All.Count > 90);
        AssertNone(run.Reached.Missing(SqlSites.All));
    }

    [Fact]
    public void Every_statement_came_from_such_a_place()
    {
        SkipIfOptimised();
        AssertNone(run.Reached.Strangers(SqlSites.All));
    }

    [Fact]
    public void A_place_that_is_not_at_work_and_one_that_is_not_known_are_found()
    {
        SkipIfOptimised();
        Assert.Equal(SqlSites.All.Count, new ReachedSites().Missing(SqlSites.All).Count);
        Assert.Contains(run.Reached.Strangers(SqlSites.All.Where(s => s.Callee.Name != "SaveChangesAsync")), s => s.Contains("WriteTransactions", StringComparison.Ordinal));
    }

    [Fact]
    public void The_migrations_lead_to_the_model() => AssertNone(MigrationCheck.Run(CheckedModels.Product));

    /// <summary>Says all of them, where a collection would be cut.</summary>
    private static void AssertNone<T>(IReadOnlyCollection<T> found) => Assert.True(found.Count == 0, string.Join("\n\n", found));

    private static void SkipIfOptimised() => Assert.SkipWhen(
        typeof(SqlDialect).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true },
        "Optimised code does not tell which call is running.");
}
