using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Engagement.Data;

internal static class DataRegistration
{
    /// <summary>
    /// Adds the database: contexts, transactions, the state of the schema. The host registers a <see cref="DatabaseChoice"/>,
    /// <see cref="WriteOptions"/>, <see cref="RetentionOptions"/> and <see cref="SiteOptions"/>.
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
        services.AddSingleton<ExpiringRows>(p => new ExpiringRows<IdempotencyKey>("IdempotencyKeys", k => k.CreatedAt, p.GetRequiredService<RetentionOptions>().IdempotencyKeys));
        services.AddSingleton<ExpiringRows>(p => new ExpiringRows<CommitMarker>("CommitMarkers", m => m.CreatedAt, p.GetRequiredService<RetentionOptions>().CommitMarkers));
        services.AddSingleton<SiteDays>().AddSingleton<SiteAddress>();
        return services;
    }

    /// <summary>Adds the queue of one kind of item; it is drained when the service stops.</summary>
    /// <param name="services">What it is added to.</param>
    /// <param name="kind">Its name in metrics.</param>
    /// <param name="write">How a batch is written.</param>
    public static IServiceCollection AddCommitQueue<TItem, TResult>(
        this IServiceCollection services, string kind, Func<IServiceProvider, CommitQueue<TItem, TResult>.WriteBatch> write) =>
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<CommitQueue<TItem, TResult>>(p, kind, write(p)));
}

/// <summary>Which database is used.</summary>
/// <param name="Engine">One object per host.</param>
/// <param name="ConnectionString">In the engine's own terms.</param>
internal sealed record DatabaseChoice(DatabaseEngine Engine, string ConnectionString);
