using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Engagement.Data.PostgreSql;

/// <summary>For <c>dotnet ef</c>, which needs a context and no database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<EngagementDbContext>
{
    public EngagementDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<EngagementDbContext>();
        new PostgreSqlEngine().Configure(options, "Host=localhost");
        return new EngagementDbContext(options.Options);
    }
}
