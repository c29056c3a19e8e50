using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Engagement.Graph;

namespace Engagement.Readers;

/// <summary>How fast one reader may write; section <c>Pace</c>. Counted per process, and with Redis by all replicas together.</summary>
public sealed class PaceOptions
{
    /// <summary>Posts a minute and reader, at most 1,000,000. Default 10; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int PostsPerMinute { get; set; } = 10;

    /// <summary>Reactions, their removal, reports and edits, a minute and reader, at most 1,000,000. Default 60; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int ReactionsPerMinute { get; set; } = 60;
}

/// <summary>Keeps a reader from writing faster than the site allows: a bucket of a minute's writes that refills evenly.</summary>
internal sealed class WritePace(PaceOptions options, ISharedRates? shared = null) : IDisposable
{
    private readonly PartitionedRateLimiter<long> _posts = Limiter(options.PostsPerMinute);
    private readonly PartitionedRateLimiter<long> _reactions = Limiter(options.ReactionsPerMinute);

    /// <summary>Null if the reader may post now.</summary>
    public ValueTask<TooFast?> TakePostAsync(long readerId) => TakeAsync(_posts, readerId, "posts", options.PostsPerMinute);

    /// <summary>Null if the reader may react, report or edit now.</summary>
    public ValueTask<TooFast?> TakeReactionAsync(long readerId) => TakeAsync(_reactions, readerId, "reactions, reports and edits", options.ReactionsPerMinute);

    public void Dispose()
    {
        _posts.Dispose();
        _reactions.Dispose();
    }

    private async ValueTask<TooFast?> TakeAsync(PartitionedRateLimiter<long> limiter, long readerId, string what, int perMinute)
    {
        using var lease = limiter.AttemptAcquire(readerId);
        var wait = lease.IsAcquired ? TimeSpan.Zero : lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromMinutes(1);
        if (lease.IsAcquired && shared is not null && perMinute > 0)
            wait = await shared.TakeAsync($"{what[0]}{readerId}", perMinute) ?? TimeSpan.Zero;
        return lease.IsAcquired && wait == TimeSpan.Zero
            ? null
            : new($"A reader may make {perMinute} {what} a minute.", null, (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)));
    }

    private static PartitionedRateLimiter<long> Limiter(int perMinute) =>
        PartitionedRateLimiter.Create<long, long>(reader => perMinute == 0
            ? RateLimitPartition.GetNoLimiter(0L) // one for all: it is never forgotten
            : RateLimitPartition.GetTokenBucketLimiter(reader, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
                QueueLimit = 0,
            }));
}
