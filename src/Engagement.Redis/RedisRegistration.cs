using Engagement.Live;
using Engagement.Readers;
using GraphQL.DI;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Engagement.Redis;

/// <summary>Redis between replicas: it makes them faster and fairer, and nothing depends on it.</summary>
internal static class RedisRegistration
{
    /// <summary>Adds the <see cref="IReplicaBus"/> and the <see cref="ISharedRates"/>. Connects in the background; a Redis that is not there keeps nobody from starting.</summary>
    /// <exception cref="ArgumentException">The configuration cannot be read, or names no address.</exception>
    public static IServiceCollection AddEngagementRedis(this IServiceCollection services, RedisSettings settings)
    {
        var configuration = ConfigurationOptions.Parse(settings.Configuration);
        if (configuration.EndPoints.Count == 0) // the client throws only when it connects, in the background: that would stop the server
            throw new ArgumentException("It names no address.");
        services.AddSingleton<RedisMetrics>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<RedisLink>(p, settings, configuration));
        services.AddHostedService(p => p.GetRequiredService<RedisLink>());
        services.AddSingleton<RedisBus>().AddSingleton<IReplicaBus>(p => p.GetRequiredService<RedisBus>());
        services.AddHostedService(p => p.GetRequiredService<RedisBus>());
        services.AddSingleton<ISharedRates, RedisRates>();
        services.AddSingleton<IConfigureExecution>(new RedisPatience.OfOperations(settings));
        return services.AddReplicaNotices();
    }
}

/// <summary>Where Redis is and how long it may take.</summary>
/// <param name="Configuration">In the form of StackExchange.Redis.</param>
/// <param name="Prefix">Of keys and channels.</param>
/// <param name="Timeout">Of one question, and of all that one operation asks together.</param>
internal sealed record RedisSettings(string Configuration, string Prefix, TimeSpan Timeout);
