using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>
/// The one model of all engines. It has no <c>DbSet</c> properties: each feature maps its own entities by an
/// <see cref="IEntityTypeConfiguration{TEntity}"/> and reads them by <c>Set&lt;T&gt;()</c>.
/// </summary>
internal sealed class EngagementDbContext(DbContextOptions<EngagementDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(EngagementDbContext).Assembly);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMilliseconds>().HavePrecision(3);
}
