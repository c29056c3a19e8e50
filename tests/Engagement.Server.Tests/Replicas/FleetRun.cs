using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Hosting;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Server.Tests.Replicas;

/// <summary>
/// Three server processes over one PostgreSQL and one Redis, with writers and subscribers spread over them, while in turn a
/// replica is killed, Redis is away, PostgreSQL restarts as after a crash, and a replica is drained. Afterwards every
/// acknowledged post is there exactly once, every reader's last reaction to the article holds, every subscriber has the complete list in order, and no count is wrong.
/// </summary>
internal sealed class FleetRun(Action<string> say)
{
    private const int Replicas = 3, Articles = 3, Writers = 30, Subscribers = 300;
    private static readonly TimeSpan RedisAway = TimeSpan.FromSeconds(10), Calm = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(60);

    private readonly Acknowledged _acknowledged = new();
    private readonly Gaps _gaps = new();

    /// <param name="rounds">Each does all four.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="InvalidOperationException">A promise is broken; the message says which.</exception>
    public async Task RunAsync(int rounds, CancellationToken cancel)
    {
        if (!RedisServer.IsThere)
            throw new InvalidOperationException("redis-server is not on this machine.");
        var folder = Directory.CreateTempSubdirectory("engagement-fleet-").FullName;
        await using var cluster = await PostgresCluster.StartAsync() ?? throw new InvalidOperationException("PostgreSQL's programs (initdb, pg_ctl) are not on this machine.");
        await using var redis = await RedisServer.StartNewAsync();
        string[] database = ["Database:Provider=PostgreSql", $"Database:ConnectionString={cluster.ConnectionString("engagement_fleet")}"];
        await CommandAsync(folder, database, "database", "migrate");
        await using var fleet = new Fleet(folder,
        [
            .. database, "Database:MaxPoolSize=40", "Database:SampleSite=false", $"Redis:Configuration={redis.Configuration}", "Redis:Timeout=00:00:00.500",
            "Pace:PostsPerMinute=0", "Pace:ReactionsPerMinute=0", "RateLimits:MutationsPerCaller=0", "RateLimits:MutationsPerAddress=0", "RateLimits:SubscriptionsPerAddress=0", "RateLimits:QueriesPerAddress=0", "Shutdown:Timeout=00:00:20",
        ]);
        for (var i = 0; i < Replicas; i++)
            await fleet.AddAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var tokens = await FolderTokens.IssueAsync(folder, Enumerable.Range(0, Writers).Select(i => $"writer{i}"));
        var articles = await RegisterAsync(folder, fleet, http, cancel);
        var subscribers = await PlayAsync(fleet, http, cluster, redis, tokens, articles, rounds, cancel);
        Say($"longest gap between two comments at a subscriber: {_gaps.Silence}");
        Say($"longest from an acknowledgement to a subscriber: {_gaps.Arrival}");
        Say($"longest from a post to its acknowledgement: {_gaps.Write}");
        await VerifyAsync(database, folder, subscribers, cancel);
        Say($"{_acknowledged.Posts.Count} posts acknowledged, each there once; {Subscribers} subscribers over {subscribers.Sum(s => s.Connections)} connections, each with the complete list in order; no wrong counts");
        Directory.Delete(folder, recursive: true);
    }

    private async Task<List<FleetSubscriber>> PlayAsync(
        Fleet fleet, HttpClient http, PostgresCluster cluster, RedisServer redis, IReadOnlyDictionary<string, string> tokens, string[] articles, int rounds, CancellationToken cancel)
    {
        using var stopWriting = new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var subscribers = Enumerable.Range(0, Subscribers).Select(i => new FleetSubscriber(fleet, articles[i % Articles], _acknowledged, _gaps)).ToList();
        try
        {
            var following = Task.WhenAll(subscribers.Select(s => s.RunAsync(end.Token)));
            var writing = Task.WhenAll(tokens.Select((t, i) => new FleetWriter(fleet, http, t.Key, t.Value, articles[i % Articles], _acknowledged, _gaps).RunAsync(stopWriting.Token, end.Token)));
            await Task.WhenAny(DisturbAsync(fleet, http, cluster, redis, rounds, end.Token), following, writing).Unwrap(); // what breaks first is thrown
            await stopWriting.CancelAsync();
            await writing;
            // Who lacks something in the end is told by the verification.
            await UntilAsync(() => subscribers.All(s => s.Count == _acknowledged.Posts.Values.Count(p => p.Article == s.Article)) || following.IsCompleted, cancel);
            await end.CancelAsync();
            await following;
        }
        finally
        {
            await end.CancelAsync();
        }
        return subscribers;
    }

    private async Task DisturbAsync(Fleet fleet, HttpClient http, PostgresCluster cluster, RedisServer redis, int rounds, CancellationToken cancel)
    {
        for (var round = 0; round < rounds; round++)
        {
            await PostsAsync(cancel);
            Begin("kill -9 of a replica, and another one in its place");
            await fleet.KillOldestAsync();
            await PostsAsync(cancel);
            await fleet.AddAsync();
            await PostsAsync(cancel);

            Begin($"Redis is away for {RedisAway.TotalSeconds} s");
            await redis.StopAsync();
            var back = Task.Delay(RedisAway, cancel);
            await StatusAsync(fleet, http, "degraded", cancel);
            await PostsAsync(cancel);
            await back;
            await redis.StartAsync();
            await StatusAsync(fleet, http, "ready", cancel);

            Begin("PostgreSQL restarts as after a crash");
            await cluster.RestartAsync();
            await PostsAsync(cancel);

            Begin("SIGTERM to a replica, and another one in its place");
            await fleet.AddAsync();
            if (await fleet.DrainOldestAsync() is not 0 and var code)
                throw new InvalidOperationException($"The drained replica ended with {code}.");
            await PostsAsync(cancel);
        }
    }

    /// <summary>Goes on for a while and until there are posts acknowledged that were not before.</summary>
    private async Task PostsAsync(CancellationToken cancel)
    {
        var before = _acknowledged.Posts.Count;
        await Task.Delay(Calm, cancel);
        if (!await UntilAsync(() => _acknowledged.Posts.Count > before + Writers, cancel))
            throw new InvalidOperationException($"{_acknowledged.Posts.Count - before} posts were acknowledged within {Patience.TotalSeconds} s.");
    }

    private async Task StatusAsync(Fleet fleet, HttpClient http, string status, CancellationToken cancel)
    {
        foreach (var replica in fleet.All())
            if (!await UntilAsync(async () =>
            {
                using var response = await http.GetAsync(new Uri(replica, "health/ready"), cancel);
                return response.StatusCode != HttpStatusCode.OK
                    ? throw new InvalidOperationException($"A replica without Redis answered {response.StatusCode}.")
                    : (await response.Content.ReadAsStringAsync(cancel)).Contains($"\"{status}\"", StringComparison.Ordinal);
            }, cancel))
                throw new InvalidOperationException($"A replica did not become {status} within {Patience.TotalSeconds} s.");
    }

    private async Task VerifyAsync(string[] database, string folder, List<FleetSubscriber> subscribers, CancellationToken cancel)
    {
        await using var app = ServerHost.Compose(["environment=Development", $"contentRoot={folder}", $"Storage:Directory={folder}", .. database]);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<EngagementDbContext>>().CreateDbContextAsync(cancel);
        var comments = (await db.Set<Comment>().AsNoTracking().OrderBy(c => c.AddedVersion).ToListAsync(cancel))
            .ConvertAll(c => (c.Body, Id: new CommentKey(c.ArticleId, c.Seq).ToString(), c.ArticleId));
        var written = comments.ToLookup(c => c.Body, c => c.Id);
        foreach (var (body, post) in _acknowledged.Posts)
            if (!written[body].SequenceEqual([post.Id]))
                throw new InvalidOperationException($"{body} was acknowledged as {post.Id}, and there is {string.Join(", ", written[body].DefaultIfEmpty("nothing"))}.");
        if (comments.Count != _acknowledged.Posts.Count)
            throw new InvalidOperationException($"{_acknowledged.Posts.Count} posts were acknowledged, and {comments.Count} are there.");
        var lists = comments.ToLookup(c => c.ArticleId, c => c.Id);
        foreach (var (subscriber, i) in subscribers.Select((s, i) => (s, i)))
        {
            var expected = lists[ArticleView.ParseId(subscriber.Article) ?? 0];
            if (!subscriber.Ids.SequenceEqual(expected))
                throw new InvalidOperationException($"Subscriber {i} has {subscriber.Count} comments of {expected.Count()}, or not in their order.");
        }
        var reactions = await db.Set<ArticleReaction>().AsNoTracking().Join(db.Set<Reader>(), r => r.ReaderId, r => r.Id, (r, reader) => new { reader.Name, r.Kind }).ToListAsync(cancel);
        if (!reactions.ToDictionary(r => r.Name, r => r.Kind.ToString().ToUpperInvariant()).OrderBy(r => r.Key).SequenceEqual(_acknowledged.Reactions.OrderBy(r => r.Key)))
            throw new InvalidOperationException($"{_acknowledged.Reactions.Count} readers were told that they had reacted, and {reactions.Count} have, or in another way.");
        await CommandAsync(folder, database, "counts", "verify");
        if (subscribers.Sum(s => s.Connections) < Subscribers * 3 / 2)
            throw new InvalidOperationException("Hardly any subscriber lost its connection.");
    }

    private static async Task CommandAsync(string folder, string[] settings, params string[] command)
    {
        var finished = await ServerProcess.RunAsync(folder, [.. command, .. settings.SelectMany(s => new[] { "--config", s })]);
        if (finished.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)}: {finished.Output}{finished.Error}");
    }

    private static async Task<string[]> RegisterAsync(string folder, Fleet fleet, HttpClient http, CancellationToken cancel)
    {
        await using var app = ServerHost.Compose(["environment=Development", $"contentRoot={folder}", $"Storage:Directory={folder}"]);
        var token = app.Services.GetRequiredService<DevelopmentTokens>().Issue("press", Roles.Publisher, "press", [], TimeSpan.FromHours(1));
        var articles = Enumerable.Range(0, Articles).Select(i => new { key = $"a{i}", url = $"https://news.example/{i}", title = $"Article {i}" });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fleet.Any(), "graphql"))
        {
            Content = JsonContent.Create(new
            {
                query = "mutation($input: RegisterArticlesInput!) { registerArticles(input: $input) { articles { id } } }",
                variables = new { input = new { articles } },
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, cancel);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return [.. answer.GetProperty("data").GetProperty("registerArticles").GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("id").GetString() ?? "")];
    }

    private static Task<bool> UntilAsync(Func<bool> condition, CancellationToken cancel) => UntilAsync(() => Task.FromResult(condition()), cancel);

    /// <summary>Waits. False: not within <see cref="Patience"/>.</summary>
    private static async Task<bool> UntilAsync(Func<Task<bool>> condition, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return false;
            }
        return true;
    }

    private void Say(FormattableString line) => say(FormattableString.Invariant(line));

    private void Begin(string what)
    {
        say(what);
        _gaps.Begin(what);
    }
}
