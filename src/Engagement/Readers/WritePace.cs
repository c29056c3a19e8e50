using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;

namespace Engagement.Readers;

/// <summary>How fast one reader may write; section <c>Pace</c>. Counted per process.</summary>
public sealed class PaceOptions
{
    /// <summary>Posts a minute and reader, at most 1,000,000. Default 10; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int PostsPerMinute { get; set; } = 10;

    /// <summary>Reactions, their removal and reports, a minute and reader, at most 1,000,000. Default 60; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int ReactionsPerMinute { get; set; } = 60;
}

/// <summary>Keeps a reader from writing faster than the site allows: a bucket of a minute's writes that refills evenly.</summary>
internal sealed class WritePace(PaceOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<long> _posts = Limiter(options.PostsPerMinute);
    private readonly PartitionedRateLimiter<long> _reactions = Limiter(options.ReactionsPerMinute);

    /// <summary>Null if the reader may post now; else how long to wait.</summary>
    public TimeSpan? TakePost(long readerId) => Take(_posts, readerId);

    /// <summary>Null if the reader may react or report now; else how long to wait.</summary>
    public TimeSpan? TakeReaction(long readerId) => Take(_reactions, readerId);

    public void Dispose()
    {
        _posts.Dispose();
        _reactions.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<long> limiter, long readerId)
    {
        using var lease = limiter.AttemptAcquire(readerId);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : TimeSpan.FromMinutes(1);
    }

    private static PartitionedRateLimiter<long> Limiter(int perMinute) =>
        PartitionedRateLimiter.Create<long, long>(reader => perMinute == 0
            ? RateLimitPartition.GetNoLimiter(reader)
            : RateLimitPartition.GetTokenBucketLimiter(reader, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
                QueueLimit = 0,
            }));
}
