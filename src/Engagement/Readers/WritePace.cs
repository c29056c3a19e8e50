using System.Threading.RateLimiting;

namespace Engagement.Readers;

/// <summary>Keeps a caller from writing faster than the site allows: a bucket of a minute's writes of each kind that refills evenly.</summary>
internal sealed class WritePace(PaceOptions options, ISharedRates? shared = null) : IDisposable
{
    private const string Posts = "posts";

    private readonly PartitionedRateLimiter<long> _posts = Limiter(options.PostsPerMinute);
    private readonly PartitionedRateLimiter<long> _reactions = Limiter(options.ReactionsPerMinute);
    private readonly PartitionedRateLimiter<long> _shares = Limiter(options.SharesPerMinute);
    private readonly PartitionedRateLimiter<long> _addresses = Limiter(options.SharesPerAddress);
    private readonly PartitionedRateLimiter<long> _placements = Limiter(options.PlacementEventsPerMinute);
    private readonly PartitionedRateLimiter<long> _placementAddresses = Limiter(options.PlacementEventsPerAddress);

    /// <summary>Null if the reader may post now.</summary>
    public ValueTask<TooFast?> TakePostAsync(long readerId) => TakeAsync(_posts, readerId, Posts, options.PostsPerMinute);

    /// <summary>The same without using anything.</summary>
    public async ValueTask<TooFast?> LookAtPostAsync(long readerId) => _posts.GetStatistics(readerId) is { CurrentAvailablePermits: 0 }
        ? Refuse(Posts, options.PostsPerMinute, TimeSpan.FromMinutes(1) / options.PostsPerMinute)
        : await AskSharedAsync(static (rates, bucket) => rates.LookAsync(bucket), readerId, Posts, options.PostsPerMinute);

    /// <summary>Null if the reader may react, report or edit now.</summary>
    public ValueTask<TooFast?> TakeReactionAsync(long readerId) => TakeAsync(_reactions, readerId, "reactions, reports and edits", options.ReactionsPerMinute);

    /// <summary>Null if the caller may use a share button now.</summary>
    /// <param name="caller">From <see cref="CallerHashes"/>.</param>
    public ValueTask<TooFast?> TakeShareAsync(long caller) => TakeAsync(_shares, caller, "uses of share buttons", options.SharesPerMinute);

    /// <summary>Null if one more share or visit from this address may count now.</summary>
    /// <param name="address">From <see cref="CallerHashes"/>.</param>
    public ValueTask<TooFast?> TakeAddressAsync(long address) => TakeAsync(_addresses, address, "shares and visits from one address", options.SharesPerAddress);

    /// <summary>Null if one more event of a placement may count as this caller's now.</summary>
    /// <param name="caller">From <see cref="CallerHashes"/>.</param>
    public ValueTask<TooFast?> TakePlacementAsync(long caller) => TakeAsync(_placements, caller, "events of placements", options.PlacementEventsPerMinute);

    /// <summary>Null if one more event of a placement from this address may count as a reader's now.</summary>
    /// <param name="address">From <see cref="CallerHashes"/>.</param>
    public ValueTask<TooFast?> TakePlacementAddressAsync(long address) =>
        TakeAsync(_placementAddresses, address, "impressions, viewable ones and clicks from one address", options.PlacementEventsPerAddress);

    public void Dispose()
    {
        _posts.Dispose();
        _reactions.Dispose();
        _shares.Dispose();
        _addresses.Dispose();
        _placements.Dispose();
        _placementAddresses.Dispose();
    }

    private async ValueTask<TooFast?> TakeAsync(PartitionedRateLimiter<long> limiter, long callerId, string what, int perMinute)
    {
        using var lease = limiter.AttemptAcquire(callerId);
        if (lease.Wait() is { } own)
            return Refuse(what, perMinute, own);
        return await AskSharedAsync(static (rates, bucket) => rates.TakeAsync([bucket]), callerId, what, perMinute);
    }

    private async ValueTask<TooFast?> AskSharedAsync(Func<ISharedRates, SharedBucket, ValueTask<SharedRefusal?>> ask, long callerId, string what, int perMinute) =>
        shared is not null && perMinute > 0 && await ask(shared, new SharedBucket($"{what[0]}{callerId}", perMinute)) is { } refusal
            ? Refuse(what, perMinute, refusal.Wait)
            : null;

    private static TooFast Refuse(string what, int perMinute, TimeSpan wait) =>
        new($"There may be {perMinute} {what} a minute.", null, (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)));

    private static PartitionedRateLimiter<long> Limiter(int perMinute) =>
        PartitionedRateLimiter.Create<long, long>(reader => perMinute == 0
            ? RateLimitPartition.GetNoLimiter(0L) // one for all: it is never forgotten
            : RateLimitPartition.GetTokenBucketLimiter(reader, _ => MinuteBucket.Of(perMinute)));
}
