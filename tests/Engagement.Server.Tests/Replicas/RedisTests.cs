using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Live;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Replicas;

/// <summary>Two replicas over one PostgreSQL with a real Redis between them.</summary>
public sealed class RedisTests
{
    /// <summary>So rare that whatever arrives sooner came by Redis.</summary>
    private const string HardlyEverPolls = "Live:PollInterval=00:01:00";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_reaches_the_other_replica_long_before_its_poll()
    {
        await using var redis = await StartRedisAsync();
        await using var pair = await Pair.StartAsync(redis, HardlyEverPolls);
        await pair.UntilAsync("ready");

        var waited = await pair.PostAndReceiveAsync("Hello");

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(20)); // of 60
    }

    [Fact]
    public async Task Down_at_the_start_then_there_then_lost_and_back_posts_arrive_all_the_time()
    {
        SkipWithoutRedis();
        await using var redis = RedisServer.Reserve();
        await using var pair = await Pair.StartAsync(redis);
        await pair.UntilAsync("degraded");
        await pair.PostAndReceiveAsync("while it is down");

        await redis.StartAsync();
        await pair.UntilAsync("ready");
        await pair.PostAndReceiveAsync("while it is there");

        await redis.StopAsync();
        await pair.PostAndReceiveAsync("when it is lost");
        await pair.UntilAsync("degraded");
        Assert.Matches("""engagement_redis_faults_total\{[^}]*what="ping"[^}]*\} [1-9]""", await pair.MetricsAsync());

        await redis.StartAsync();
        await pair.UntilAsync("ready");
        await pair.PostAndReceiveAsync("when it is back");
    }

    [Fact]
    public async Task After_a_loss_notices_come_by_redis_again()
    {
        await using var redis = await StartRedisAsync();
        await using var pair = await Pair.StartAsync(redis, HardlyEverPolls);
        await pair.UntilAsync("ready");
        await redis.StopAsync();
        await pair.UntilAsync("degraded");
        await redis.StartAsync();
        await pair.UntilAsync("ready");

        // The client subscribes again a moment after it has connected; until then a notice has nobody to hear it.
        Assert.True(await Wait.UntilAsync(async () =>
        {
            await pair.PostAsync("again");
            return (await pair.MetricsAsync()).Split('\n').Any(l => l.StartsWith("engagement_redis_notices_total", StringComparison.Ordinal) && l.Contains("direction=\"heard\"", StringComparison.Ordinal));
        }));
    }

    [Fact]
    public async Task A_redis_that_stands_still_holds_nobody_up()
    {
        await using var redis = await StartRedisAsync();
        await using var pair = await Pair.StartAsync(redis, "RateLimits:MutationsPerCaller=100000", "Pace:PostsPerMinute=100000");
        await pair.UntilAsync("ready");
        await redis.StandStillAsync();

        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 8; i++)
            await pair.PostAndReceiveAsync($"{i}");
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(8 * 3)); // the poll, and little more; not a time-out for each
        await pair.UntilAsync("degraded");

        await redis.ContinueAsync();
        await pair.UntilAsync("ready");
    }

    /// <summary>Six questions (address with caller, and each post's pace), which would wait 0.2 s each.</summary>
    [Fact]
    public async Task An_operation_waits_no_longer_than_its_time_for_a_redis_that_answers_late()
    {
        await using var redis = await StartRedisAsync();
        await using var slow = SlowProxy.Start(redis.Port);
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite, new ServerSetup
        {
            Settings =
            [
                $"Redis:Configuration=127.0.0.1:{slow.Port}", "Redis:Timeout=00:00:00.500",
                "RateLimits:MutationsPerCaller=100000", "RateLimits:MutationsPerAddress=100000", "Pace:PostsPerMinute=100000",
            ],
        });
        Assert.True(await Wait.UntilAsync(async () => (await server.Http.GetStringAsync("health/ready", Cancel)).Contains("\"ready\"", StringComparison.Ordinal)));
        var article = await server.RegisterAsync("a");
        await PostSeveralAsync(server, article); // the reader is made here

        var prompt = await PostSeveralAsync(server, article);
        slow.Delay = TimeSpan.FromMilliseconds(200);
        var late = await PostSeveralAsync(server, article);

        Assert.InRange(late - prompt, TimeSpan.FromMilliseconds(180), TimeSpan.FromMilliseconds(500 + 300)); // 1.2 s if each waited
    }

    [Fact]
    public async Task Rate_limits_are_counted_by_both_together_and_by_each_when_redis_is_away()
    {
        await using var redis = await StartRedisAsync();
        await using var pair = await Pair.StartAsync(redis, "RateLimits:QueriesPerAddress=6");
        await pair.UntilAsync("ready");

        var (here, there) = (await pair.QueriesUntilRefusedAsync(pair.First), await pair.QueriesUntilRefusedAsync(pair.Second));
        Assert.InRange(here, 6, 8); // one comes back every ten seconds
        Assert.InRange(there, 0, 2);

        await redis.StopAsync();
        await pair.UntilAsync("degraded");
        Assert.InRange(await pair.QueriesUntilRefusedAsync(pair.Second), 3, 8); // of its own six some are left
    }

    [Fact]
    public async Task A_readers_pace_is_counted_by_both_together()
    {
        await using var redis = await StartRedisAsync();
        await using var pair = await Pair.StartAsync(redis, "Pace:PostsPerMinute=3");
        await pair.UntilAsync("ready");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("", await pair.PreviewAsync(pair.Second)); // looks, and takes nothing
            await pair.PostAsync($"{i}");
        }

        Assert.Equal("TOO_FAST", await pair.PreviewAsync(pair.Second));
        var answer = await pair.Second.AskToPostAsync(pair.Article, pair.Second.Token("alice"), "one too many");

        var error = answer.GetProperty("data").GetProperty("postComment").GetProperty("errors")[0];
        Assert.Equal("TOO_FAST", error.GetProperty("code").GetString());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Nothing_of_redis_is_loaded_unless_it_is_named(bool isNamed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which files a process has mapped.");
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, isNamed ? ["Redis:Configuration=127.0.0.1:1"] : []);

        var files = await File.ReadAllTextAsync($"/proc/{server.Id}/maps", Cancel);

        Assert.Contains("Engagement.dll", files);
        Assert.Equal(isNamed, files.Contains("Redis", StringComparison.Ordinal));
    }

    [Theory, InlineData("ssl=true"), InlineData("127.0.0.1:1,nonsense=1")]
    public async Task A_configuration_without_an_address_or_with_an_unknown_word_keeps_the_server_from_starting(string configuration)
    {
        var setup = new ServerSetup { Settings = [$"Redis:Configuration={configuration}"] };

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => EngagementServer.StartAsync(Engines.Sqlite, setup));

        Assert.StartsWith("Redis:Configuration cannot be read: ", fault.Message);
    }

    /// <summary>Five posts in one operation; the median of five times.</summary>
    private static async Task<TimeSpan> PostSeveralAsync(EngagementServer server, string article)
    {
        var posts = string.Join(' ', Enumerable.Range(0, 5).Select(i => $"p{i}: postComment(input: {{articleId: \"{article}\", body: \"b\"}}) {{ errors {{ code }} }}"));
        var times = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await server.Client.QueryAsync($"mutation {{ {posts} }}", token: server.Token("alice"));
            times.Add(Stopwatch.GetElapsedTime(started));
        }
        return times.Order().ElementAt(2);
    }

    private static async Task<RedisServer> StartRedisAsync()
    {
        SkipWithoutRedis();
        return await RedisServer.StartNewAsync();
    }

    private static void SkipWithoutRedis() => Assert.SkipUnless(RedisServer.IsThere, "redis-server is not on this machine.");

    /// <summary>Two replicas, an article, and somebody who follows it at the second one.</summary>
    private sealed class Pair : IAsyncDisposable
    {
        private readonly GraphQLSocket _socket;
        private readonly IAsyncEnumerator<JsonElement> _events;

        private Pair(EngagementServer first, EngagementServer second, string article, GraphQLSocket socket)
        {
            (First, Second, Article, _socket) = (first, second, article, socket);
            _events = socket.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        }

        public EngagementServer First { get; }
        public EngagementServer Second { get; }
        public string Article { get; }

        public static async Task<Pair> StartAsync(RedisServer redis, params string[] settings)
        {
            var setup = new ServerSetup { Settings = [$"Redis:Configuration={redis.Configuration}", "Redis:Timeout=00:00:01", .. settings] };
            var first = await EngagementServer.StartAsync(Engines.PostgreSql, setup);
            var second = await first.StartReplicaAsync(setup);
            var article = await first.RegisterAsync("a");
            var socket = await GraphQLSocket.SubscribeAsync(
                second.Address, null, "subscription($id: ID!) { commentAdded(articleId: $id, after: 0) { ... on CommentAdded { edge { node { body } } } } }", new { id = article }, Cancel);
            return new Pair(first, second, article, socket);
        }

        public Task PostAsync(string body) => First.PostAsync(Article, First.Token("alice"), body);

        /// <summary>The codes that a preview of Alice's next post tells.</summary>
        public async Task<string> PreviewAsync(EngagementServer server)
        {
            var data = await server.Client.QueryAsync(
                "query($id: ID!) { previewComment(input: {articleId: $id, body: \"b\"}) { errors { code } } }", new { id = Article }, server.Token("alice"));
            return string.Join(", ", data.GetProperty("previewComment").GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()));
        }

        /// <summary>Posts at the first replica; how long after the answer the second one's subscriber has it.</summary>
        public async Task<TimeSpan> PostAndReceiveAsync(string body)
        {
            await PostAsync(body);
            var answered = Stopwatch.GetTimestamp();
            Assert.True(await _events.MoveNextAsync());
            Assert.Equal(body, _events.Current.GetProperty("commentAdded").GetProperty("edge").GetProperty("node").GetProperty("body").GetString());
            return Stopwatch.GetElapsedTime(answered);
        }

        /// <summary>Waits until both say so, with 200.</summary>
        public async Task UntilAsync(string status)
        {
            foreach (var server in new[] { First, Second })
                Assert.True(await Wait.UntilAsync(async () =>
                {
                    using var response = await server.Http.GetAsync("health/ready", Cancel);
                    Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                    return (await response.Content.ReadAsStringAsync(Cancel)).Contains($"\"{status}\"", StringComparison.Ordinal);
                }));
        }

        public Task<string> MetricsAsync() => Second.Http.GetStringAsync("metrics", Cancel);

        public async Task<int> QueriesUntilRefusedAsync(EngagementServer server)
        {
            for (var taken = 0; ; taken++)
                if ((await server.Client.AskAsync("{ __typename }")).TryGetProperty("errors", out var errors))
                {
                    Assert.Equal("RATE_LIMITED", errors[0].GetProperty("extensions").GetProperty("code").GetString());
                    return taken;
                }
        }

        public async ValueTask DisposeAsync()
        {
            _socket.Dispose();
            await Second.DisposeAsync();
            await First.DisposeAsync();
        }
    }
}
