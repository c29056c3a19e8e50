using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Engagement.Data.SqlServer;

/// <summary>For <c>dotnet ef</c>, which needs a context and no database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<EngagementDbContext>
{
    public EngagementDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<EngagementDbContext>();
        new SqlServerEngine().Configure(options, "Server=localhost;TrustServerCertificate=true");
        return new EngagementDbContext(options.Options);
    }
}
