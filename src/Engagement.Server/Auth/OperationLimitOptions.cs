using System.ComponentModel.DataAnnotations;

namespace Engagement.Server.Auth;

/// <summary>
/// How many operations a minute one process takes, and with Redis all replicas together; section <c>RateLimits</c>. A
/// number is what may come at once after a quiet minute, and then comes back evenly over a minute; null or 0 is no limit.
/// Callers with a token count by token subject and by address, anonymous ones by address only. IPv6 addresses count by
/// their /64 network.
/// </summary>
public sealed class OperationLimitOptions
{
    /// <summary>Queries of one caller. Default 600.</summary>
    [Range(0, 1_000_000)]
    public int? QueriesPerCaller { get; set; } = 600;

    /// <summary>Queries from one address. Default 3,000: many readers may sit behind one.</summary>
    [Range(0, 1_000_000)]
    public int? QueriesPerAddress { get; set; } = 3000;

    /// <summary>Mutations of one caller. Default 200.</summary>
    [Range(0, 1_000_000)]
    public int? MutationsPerCaller { get; set; } = 200;

    /// <summary>Mutations from one address. Default 1,000.</summary>
    [Range(0, 1_000_000)]
    public int? MutationsPerAddress { get; set; } = 1000;

    /// <summary>
    /// Beacons, and mutations that only tell what a page saw of its placements, from one address; they count as no other mutation.
    /// Default 6,000: a page sends about two for each query that it makes, and many readers may sit behind one address.
    /// </summary>
    [Range(0, 1_000_000)]
    public int? PlacementEventsPerAddress { get; set; } = 6000;

    /// <summary>Subscriptions that one caller starts. Default 120.</summary>
    [Range(0, 1_000_000)]
    public int? SubscriptionsPerCaller { get; set; } = 120;

    /// <summary>Subscriptions that are started from one address. Default 600.</summary>
    [Range(0, 1_000_000)]
    public int? SubscriptionsPerAddress { get; set; } = 600;
}
