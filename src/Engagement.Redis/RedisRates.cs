using Engagement.Readers;
using StackExchange.Redis;

namespace Engagement.Redis;

/// <summary>Buckets in Redis, by its clock: those of replicas differ.</summary>
internal sealed class RedisRates(RedisLink redis) : ISharedRates
{
    /// <summary>
    /// Generic cell rate algorithm (ITU-T I.371, annex A): one number a key, the time at which the bucket is full again. A
    /// permit moves it on by a step; it may lie a minute ahead at most. Answers which key refused, from 1, or 0, and how many
    /// milliseconds are missing. Writes nothing unless the first argument is 1; the others are each key's permits a minute.
    /// </summary>
    private const string Script = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        for i, key in ipairs(KEYS) do
            local step = 60000 / tonumber(ARGV[i + 1])
            local full = math.max(tonumber(redis.call('GET', key) or now), now) + step
            local missing = full - now - 60000
            if missing > 0.5 then return {i, math.ceil(missing)} end
            if ARGV[1] == '1' then redis.call('SET', key, string.format('%.3f', full), 'PX', math.ceil(full - now) + 1000) end
        end
        return {0, 0}
        """;

    /// <inheritdoc/>
    public ValueTask<SharedRefusal?> TakeAsync(IReadOnlyList<SharedBucket> buckets) => AskAsync(buckets, take: 1);

    /// <inheritdoc/>
    public ValueTask<SharedRefusal?> LookAsync(SharedBucket bucket) => AskAsync([bucket], take: 0);

    private async ValueTask<SharedRefusal?> AskAsync(IReadOnlyList<SharedBucket> buckets, int take)
    {
        if (buckets.Count == 0)
            return null;
        // In braces: a cluster keeps the keys of one script together by it.
        RedisKey[] keys = [.. buckets.Select(b => (RedisKey)$"{{{redis.Settings.Prefix}}}:rate:{b.Key}")];
        RedisValue[] values = [take, .. buckets.Select(b => (RedisValue)b.PerMinute)];
        long[]? answer = null;
        await redis.TryAsync("rate", async db => answer = (long[]?)await db.ScriptEvaluateAsync(Script, keys, values), RedisPatience.Current);
        return answer is [> 0 and var refused, var wait] ? new SharedRefusal((int)refused - 1, TimeSpan.FromMilliseconds(wait)) : null;
    }
}
