using Engagement.Readers;

namespace Engagement.Redis;

/// <summary>Buckets in Redis, by its clock: those of replicas differ.</summary>
internal sealed class RedisRates(RedisLink redis) : ISharedRates
{
    /// <summary>
    /// Generic cell rate algorithm (ITU-T I.371, annex A): one number a key, the time at which the bucket is full again. A
    /// permit moves it on by a step; it may lie a minute ahead at most. Answers how many milliseconds are missing. Writes
    /// nothing unless the second argument is 1.
    /// </summary>
    private const string Script = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local step = 60000 / tonumber(ARGV[1])
        local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + step
        local missing = full - now - 60000
        if missing > 0.5 then return math.ceil(missing) end
        if ARGV[2] == '1' then redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1000) end
        return 0
        """;

    /// <inheritdoc/>
    public ValueTask<TimeSpan?> TakeAsync(string key, int perMinute) => AskAsync(key, perMinute, take: 1);

    /// <inheritdoc/>
    public ValueTask<TimeSpan?> LookAsync(string key, int perMinute) => AskAsync(key, perMinute, take: 0);

    private async ValueTask<TimeSpan?> AskAsync(string key, int perMinute, int take)
    {
        TimeSpan? wait = null;
        await redis.TryAsync("rate", async db =>
            wait = TimeSpan.FromMilliseconds((long)await db.ScriptEvaluateAsync(Script, [$"{redis.Settings.Prefix}:rate:{key}"], [perMinute, take])));
        return wait;
    }
}
