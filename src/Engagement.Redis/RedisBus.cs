using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Engagement.Live;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Engagement.Redis;

/// <summary>
/// Notices by publish and subscribe. What is told while a message is under way is the next message; what is told while
/// Redis is away, or faster than it takes, is lost, and counted.
/// </summary>
internal sealed class RedisBus(RedisLink redis, RedisMetrics metrics) : BackgroundService, IReplicaBus
{
    private const int MostWaiting = 10_000, MostInMessage = 500;

    private readonly RedisChannel _channel = RedisChannel.Literal($"{redis.Settings.Prefix}:articles");
    private readonly Channel<ArticleNotice> _told = Channel.CreateBounded<ArticleNotice>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private volatile bool _listens;

    /// <inheritdoc/>
    public string? Fault => redis.IsUp && _listens ? null
        : "Redis does not answer in time: changes of other replicas arrive by the poll, and each replica counts its own rate limits.";

    /// <inheritdoc/>
    public void Tell(ArticleNotice notice)
    {
        if (!redis.IsUp || !_told.Writer.TryWrite(notice))
            metrics.Noticed("lost", 1);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArticleNotice> ListenAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var client = await redis.Client.WaitAsync(cancel);
        var messages = await SubscribeAsync(client, cancel);
        while (await messages.WaitToReadAsync(cancel))
            while (messages.TryRead(out var message))
            {
                var notices = NoticeText.Read((string?)message).ToList();
                metrics.Noticed("heard", notices.Count);
                foreach (var notice in notices)
                    yield return notice;
            }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var notices = new NoticeBatch();
        while (await _told.Reader.WaitToReadAsync(stoppingToken))
        {
            while (notices.Count < MostInMessage && _told.Reader.TryRead(out var notice))
                notices.Add(notice);
            var message = notices.ToString();
            var told = await redis.TryAsync("notice", db => db.PublishAsync(_channel, message));
            metrics.Noticed(told ? "told" : "lost", notices.Count);
            notices.Clear();
        }
    }

    /// <summary>The client subscribes again by itself after a loss; a first time without Redis fails, and is tried until there is one.</summary>
    private async Task<ChannelReader<RedisValue>> SubscribeAsync(IConnectionMultiplexer client, CancellationToken cancel)
    {
        var heard = Channel.CreateBounded<RedisValue>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            try
            {
                if (redis.IsUp)
                {
                    await client.GetSubscriber().SubscribeAsync(_channel, (_, message) => heard.Writer.TryWrite(message)).WaitAsync(cancel);
                    _listens = true;
                    return heard.Reader;
                }
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                metrics.Failed("notice");
            }
            await timer.WaitForNextTickAsync(cancel);
        }
    }
}
