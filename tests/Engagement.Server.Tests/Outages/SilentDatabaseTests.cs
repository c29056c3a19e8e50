using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Engagement.Data;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Outages;

/// <summary>A real PostgreSQL whose processes stand still: it refuses nothing, ends nothing and answers nothing.</summary>
public sealed class SilentDatabaseTests
{
    /// <summary>The limits of the test's server, and what a slow machine may add; the driver alone keeps everybody for 30 to 60 s.</summary>
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(4), WriteLimit = TimeSpan.FromSeconds(2), LookLimit = TimeSpan.FromSeconds(3), Slack = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_posts_and_readiness_answer_at_their_limits_and_go_on_when_it_does()
    {
        await using var cluster = await ClusterAsync();
        await using var server = await StartAsync(cluster);
        var article = await server.RegisterAsync("a");
        var alice = server.Token("alice");
        await server.PostAsync(article, alice, "before");
        await ReadAsync(server, article);
        await ReadyAsync(server);

        await cluster.StandStillAsync();
        var counts = TimeAsync(() => server.Http.GetAsync("counts?key=a", Cancel));
        var post = TimeAsync(() => server.AskToPostAsync(article, alice, "meanwhile"));
        var reads = Enumerable.Range(0, 40).Select(_ => TimeAsync(() => ReadAsync(server, article))).ToList(); // more than connections are kept
        var ready = TimeAsync(() => LookUntilUnavailableAsync(server));

        var (posted, postTook) = await post;
        Assert.Equal("TIMEOUT", Code(posted));
        Assert.Contains("nothing was written", posted.ToString(), StringComparison.Ordinal);
        Assert.InRange(postTook, WriteLimit, WriteLimit + Slack);
        var (reason, readyTook) = await ready;
        Assert.Equal("""{"status":"unavailable","reasons":["The database has not answered for 3 s."]}""", reason);
        Assert.InRange(readyTook, TimeSpan.Zero, LookLimit + Slack);
        foreach (var (read, took) in await Task.WhenAll(reads))
        {
            Assert.Equal("TIMEOUT", Code(read));
            Assert.InRange(took, ReadLimit, ReadLimit + Slack);
        }

        using (var counted = (await counts).Answer)
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (counted.StatusCode, counted.Headers.RetryAfter?.Delta));
            Assert.Contains("There was no answer within 10 s.", await counted.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        await cluster.ContinueAsync();
        await server.PostAsync(article, alice, "after");
        Assert.Equal(["before", "after"], (await server.Database.CommentsAsync()).OrderBy(c => c.Seq).Select(c => c.Body));
        Assert.True(await Wait.UntilAsync(async () => (await ReadyAsync(server)).Status == HttpStatusCode.OK));
        await server.VerifyCountsAsync();
    }

    [Fact]
    public async Task A_post_whose_commit_is_not_answered_is_not_called_unwritten_and_is_there_once()
    {
        await using var cluster = await ClusterAsync();
        var commits = new StandingCommits(cluster);
        await using var server = await StartAsync(cluster, services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(commits)));
        var article = await server.RegisterAsync("a");
        await server.PostAsync(article, server.Token("alice"), "before");

        commits.StandStill = true;
        var (answer, took) = await TimeAsync(() => PostWithKeyAsync(server, article));
        Assert.Equal("TIMEOUT", Code(answer));
        Assert.DoesNotContain("nothing was written", answer.ToString(), StringComparison.Ordinal);
        Assert.InRange(took, ReadLimit, ReadLimit + Slack);

        await cluster.ContinueAsync();
        Assert.Equal("[]", (await PostWithKeyAsync(server, article)).GetProperty("data").GetProperty("postComment").GetProperty("errors").ToString());
        Assert.Equal(["before", "once"], (await server.Database.CommentsAsync()).OrderBy(c => c.Seq).Select(c => c.Body));
        await server.VerifyCountsAsync();
    }

    /// <summary>The driver keeps whoever cancels a statement: 80 of them were all threads of the process, for 50 s.</summary>
    [Fact]
    public async Task Many_statements_under_way_when_it_falls_silent_do_not_take_the_process_along()
    {
        await using var cluster = await ClusterAsync();
        await using var server = await StartAsync(cluster, settings: "Database:MaxPoolSize=100");
        var article = await server.RegisterAsync("a");
        await server.PostAsync(article, server.Token("alice"), "before");
        await using var db = server.Database.OpenContext();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        await db.Database.ExecuteSqlRawAsync("LOCK TABLE \"Comments\" IN ACCESS EXCLUSIVE MODE", Cancel);

        var reads = Enumerable.Range(0, 80).Select(_ => TimeAsync(() => ReadAsync(server, article))).ToList();
        Assert.True(await Wait.UntilAsync(async () => await db.Database
            .SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE NOT granted").SingleAsync(Cancel) >= 70));
        await cluster.StandStillAsync();

        Assert.All(await Task.WhenAll(reads), read => Assert.InRange(read.Took, TimeSpan.Zero, ReadLimit + Slack));
        var (live, took) = await TimeAsync(() => server.Http.GetAsync("health/live", Cancel));
        using (live)
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await cluster.ContinueAsync();
    }

    private static async Task<PostgresCluster> ClusterAsync()
    {
        var cluster = await PostgresCluster.StartAsync();
        Assert.SkipWhen(cluster is null, "PostgreSQL's programs (initdb, pg_ctl) are not on this machine.");
        return cluster;
    }

    private static async Task<EngagementServer> StartAsync(PostgresCluster cluster, Action<IServiceCollection>? services = null, params string[] settings) =>
        await EngagementServer.StartAsync(await TestDatabase.CreateAsync(cluster), new ServerSetup
        {
            Settings = ["Transport:KeptAnswers=0", $"Transport:ExecutionTimeout={ReadLimit}", $"Writes:Timeout={WriteLimit}", .. settings],
            Services = services,
        });

    private static Task<JsonElement> ReadAsync(EngagementServer server, string article) =>
        server.Client.AskAsync("query($id: ID!) { node(id: $id) { ... on Article { comments { nodes { body author { name } } } } } }", new { id = article });

    private static Task<JsonElement> PostWithKeyAsync(EngagementServer server, string article) => server.Client.AskAsync(
        "mutation($id: ID!) { postComment(input: {articleId: $id, body: \"once\", idempotencyKey: \"k\"}) { errors { code } } }", new { id = article }, server.Token("alice"));

    private static async Task<(HttpStatusCode Status, string Body)> ReadyAsync(EngagementServer server)
    {
        using var response = await server.Http.GetAsync("health/ready", Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The first look may be one that is kept from before.</summary>
    private static async Task<string> LookUntilUnavailableAsync(EngagementServer server)
    {
        var body = "";
        Assert.True(await Wait.UntilAsync(async () =>
        {
            (var status, body) = await ReadyAsync(server);
            return status == HttpStatusCode.ServiceUnavailable;
        }));
        return body;
    }

    private static async Task<(T Answer, TimeSpan Took)> TimeAsync<T>(Func<Task<T>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        return (await ask(), Stopwatch.GetElapsedTime(started));
    }

    private static string? Code(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    /// <summary>Lets the cluster stand still right before a COMMIT is sent, once.</summary>
    private sealed class StandingCommits(PostgresCluster cluster) : DbTransactionInterceptor
    {
        public bool StandStill { get; set; }

        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (StandStill)
                await cluster.StandStillAsync();
            StandStill = false;
            return result;
        }
    }
}
