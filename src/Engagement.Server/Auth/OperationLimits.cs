using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Engagement.Readers;
using GraphQLParser.AST;

namespace Engagement.Server.Auth;

/// <summary>Whether an operation may run.</summary>
/// <param name="IsAllowed">False: answer <c>RATE_LIMITED</c>.</param>
/// <param name="RetryAfter">When the next one may; zero if allowed. Round up to whole seconds for <c>Retry-After</c>.</param>
/// <param name="Limit">The one that was passed, in words; empty if allowed.</param>
internal readonly record struct OperationPermit(bool IsAllowed, TimeSpan RetryAfter, string Limit)
{
    internal static OperationPermit Allowed { get; } = new(true, TimeSpan.Zero, "");
}

/// <summary>
/// Counts operations per caller, address and kind by <see cref="OperationLimitOptions"/>. Whoever has been quiet for as long as
/// it takes to be allowed everything again, and ten seconds more, is forgotten. Safe for use by many at once.
/// </summary>
internal sealed class OperationLimits : IDisposable
{
    private readonly OperationLimitOptions _limits;
    private readonly PartitionedRateLimiter<Key> _limiter;
    private readonly ISharedRates? _shared;

    /// <param name="options">The limits, of this process and of all replicas together.</param>
    /// <param name="shared">Null: nothing is shared between replicas.</param>
    public OperationLimits(OperationLimitOptions options, ISharedRates? shared = null)
    {
        (_limits, _shared) = (options, shared);
        _limiter = PartitionedRateLimiter.Create<Key, Key>(key => RateLimitPartition.GetTokenBucketLimiter(key, k => MinuteBucket.Of(PerMinute(k) ?? 0)));
    }

    /// <summary>
    /// Takes one permit of the address and, with a token, one of the caller. Both are asked in this order, and what the
    /// first gave is not returned if the second refuses: a refused attempt is an attempt.
    /// </summary>
    /// <param name="callerId">Issuer and subject in any unique form; null if anonymous.</param>
    /// <param name="address">As forwarded by a trusted proxy; null where there is none, as on a Unix socket.</param>
    /// <param name="kind">What is to run; of a subscription its start.</param>
    public OperationPermit TryAcquire(string? callerId, IPAddress? address, OperationType kind)
    {
        var permit = Take(new Key(kind, null, ClientNetwork.Of(address ?? IPAddress.None)));
        return permit.IsAllowed && callerId is not null ? Take(new Key(kind, callerId, null)) : permit;
    }

    /// <summary>As <see cref="TryAcquire"/>, and then the same of what all replicas share, where they share something.</summary>
    public async ValueTask<OperationPermit> AcquireAsync(string? callerId, IPAddress? address, OperationType kind)
    {
        var permit = TryAcquire(callerId, address, kind);
        if (_shared is null || !permit.IsAllowed)
            return permit;
        List<Key> keys = [new(kind, null, ClientNetwork.Of(address ?? IPAddress.None))];
        if (callerId is not null)
            keys.Add(new Key(kind, callerId, null));
        keys.RemoveAll(k => PerMinute(k) is not > 0);
        return await _shared.TakeAsync([.. keys.Select(k => new SharedBucket(k.Text, PerMinute(k) ?? 0))]) is { } refusal
            ? Refuse(keys[refusal.Index], refusal.Wait)
            : permit;
    }

    /// <summary>
    /// Takes one permit of the address for telling what a page saw of its placements. Who tells is not asked: a reader who signed in
    /// sees no more of them than another.
    /// </summary>
    public async ValueTask<OperationPermit> AcquireEventsAsync(IPAddress? address)
    {
        var key = new Key(OperationType.Mutation, null, ClientNetwork.Of(address ?? IPAddress.None), IsOfEvents: true);
        var permit = Take(key);
        return _shared is not null && permit.IsAllowed && PerMinute(key) is > 0 and var perMinute && await _shared.TakeAsync([new SharedBucket(key.Text, perMinute)]) is { } refusal
            ? Refuse(key, refusal.Wait)
            : permit;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private OperationPermit Take(Key key)
    {
        if (PerMinute(key) is not > 0)
            return OperationPermit.Allowed;
        using var lease = _limiter.AttemptAcquire(key);
        return lease.Wait() is { } wait ? Refuse(key, wait) : OperationPermit.Allowed;
    }

    private OperationPermit Refuse(Key key, TimeSpan wait) => new(
        false,
        wait,
        $"{PerMinute(key)} {Name(key)} a minute for each {(key.Caller is null ? "address" : "caller")}");

    private static string Name(Key key) =>
        key.IsOfEvents ? "tellings of placement events"
        : key.Kind == OperationType.Query ? "queries"
        : $"{key.Kind.ToString().ToLowerInvariant()}s";

    private int? PerMinute(Key key) => key.IsOfEvents ? _limits.PlacementEventsPerAddress : (key.Kind, key.Caller) switch
    {
        (OperationType.Query, null) => _limits.QueriesPerAddress,
        (OperationType.Query, _) => _limits.QueriesPerCaller,
        (OperationType.Mutation, null) => _limits.MutationsPerAddress,
        (OperationType.Mutation, _) => _limits.MutationsPerCaller,
        (_, null) => _limits.SubscriptionsPerAddress,
        _ => _limits.SubscriptionsPerCaller,
    };

    private readonly record struct Key(OperationType Kind, string? Caller, IPAddress? Address, bool IsOfEvents = false)
    {
        /// <summary>For what is shared: a digest, since addresses and subjects are nobody else's to see.</summary>
        public string Text => $"{(IsOfEvents ? "PlacementEvents" : Kind)}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Caller is null ? $"a {Address}" : $"c {Caller}")))[..32]}";
    }
}
