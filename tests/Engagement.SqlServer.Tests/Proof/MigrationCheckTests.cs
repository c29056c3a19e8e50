using Engagement.SqlServer.Tests.Sample;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace Engagement.SqlServer.Tests.Proof;

public sealed class MigrationCheckTests
{
    [Fact]
    public void A_model_without_its_migration_and_a_wrong_text_in_one_are_found()
    {
        var findings = MigrationCheck.Run(CheckedModels.Sample);
        Assert.Contains(findings, f => f.Instrument is Instrument.Migrations);
        Assert.Contains(findings, f => f is { Instrument: Instrument.Parser, Origin: "migration script, Default" });
        Assert.Contains(findings, f => f is { Instrument: Instrument.Parser, Origin: "migration script, Idempotent" });
    }

    /// <summary>The sample's only migration: it makes nothing of the model, and says something that SQL Server does not know.</summary>
    [DbContext(typeof(SampleContext))]
    [Migration("20260101000000_Wrong")]
    internal sealed class Wrong : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("SELECT 1 LIMIT 5");
    }
}
