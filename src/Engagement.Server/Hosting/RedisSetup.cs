using System.Runtime.CompilerServices;
using Engagement.Redis;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Hosting;

/// <summary>Redis, where the configuration names one.</summary>
internal static class RedisSetup
{
    /// <exception cref="OptionsValidationException">The configuration of Redis cannot be read.</exception>
    public static void AddRedisIfNamed(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Redis").Get<RedisOptions>();
        if (!string.IsNullOrWhiteSpace(options?.Configuration))
            Add(services, options.Configuration, options);
    }

    /// <summary>Apart, so that its assemblies are loaded when it runs and not before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services, string configuration, RedisOptions options)
    {
        try
        {
            services.AddEngagementRedis(new RedisSettings(configuration, options.Prefix, options.Timeout));
        }
        catch (ArgumentException e)
        {
            throw new OptionsValidationException("Redis", typeof(RedisOptions), [$"Redis:Configuration cannot be read: {e.Message}"]);
        }
    }
}
