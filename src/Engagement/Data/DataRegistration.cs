using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Engagement.Data;

internal static class DataRegistration
{
    /// <summary>
    /// Adds the database: contexts, transactions, the state of the schema. The host registers a <see cref="DatabaseChoice"/>,
    /// <see cref="WriteOptions"/> and <see cref="RetentionOptions"/>.
    /// </summary>
    public static IServiceCollection AddEngagementData(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => p.GetRequiredService<DatabaseChoice>().Engine);
        services.AddSingleton(p => p.GetRequiredService<DatabaseEngine>().Dialect);
        services.AddPooledDbContextFactory<EngagementDbContext>((p, options) =>
        {
            var (engine, connectionString) = p.GetRequiredService<DatabaseChoice>();
            engine.Configure(options, connectionString);
        });
        services.AddSingleton<PreparedReads>();
        services.AddSingleton<WriteTransactions>();
        services.AddSingleton<SchemaState>();
        services.AddSingleton<ExpiredRows>();
        return services;
    }
}

/// <summary>Which database is used.</summary>
/// <param name="Engine">One object per host.</param>
/// <param name="ConnectionString">In the engine's own terms.</param>
internal sealed record DatabaseChoice(DatabaseEngine Engine, string ConnectionString);
