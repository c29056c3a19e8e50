using System.ComponentModel.DataAnnotations;

namespace Engagement.Server.Hosting;

/// <summary>
/// Redis between replicas; section <c>Redis</c>. It wakes the others at once and counts rate limits for all together; while it
/// is away, changes arrive by <c>Live:PollInterval</c> and each replica counts for itself.
/// </summary>
public sealed class RedisOptions
{
    /// <summary>
    /// In the form of StackExchange.Redis: addresses and options, a comma between, such as
    /// <c>redis:6379,password=…,ssl=true</c>. Default none: nothing of Redis is loaded.
    /// </summary>
    public string? Configuration { get; set; }

    /// <summary>What keys and channels begin with: deployments that share a Redis have one each. Default <c>engagement</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string Prefix { get; set; } = "engagement";

    /// <summary>The longest that an operation waits for Redis, whatever it asks; then it counts as away until it answers again. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(100);
}
