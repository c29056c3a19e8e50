using Engagement.Data;
using Engagement.Data.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Outages;

/// <summary>The driver's own time-out of a statement comes after ours, unless an operator says so.</summary>
public sealed class StatementTimeTests
{
    [Theory]
    [InlineData("Host=localhost", 120)]
    [InlineData("Host=localhost;Command Timeout=7", null)]
    public void Two_minutes_unless_the_connection_string_says_otherwise(string connectionString, int? seconds)
    {
        var options = new DbContextOptionsBuilder<EngagementDbContext>();
        new PostgreSqlEngine().Configure(options, connectionString);
        using var db = new EngagementDbContext(options.Options);

        Assert.Equal(seconds, db.Database.GetCommandTimeout());
    }
}
