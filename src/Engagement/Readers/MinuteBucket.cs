using System.Threading.RateLimiting;

namespace Engagement.Readers;

/// <summary>A bucket of a minute's worth that refills evenly: how this process counts readers' writes and callers' operations.</summary>
internal static class MinuteBucket
{
    /// <param name="perMinute">At least 1.</param>
    public static TokenBucketRateLimiterOptions Of(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
        QueueLimit = 0,
    };

    /// <summary>How long until there is one; null if it was taken.</summary>
    public static TimeSpan? Wait(this RateLimitLease lease) =>
        lease.IsAcquired ? null
        : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
        : TimeSpan.FromMinutes(1);
}
