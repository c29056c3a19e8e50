using System.Reflection;
using System.Text.RegularExpressions;
using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Transport.Errors;
using Engagement.Transport.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>The codes of <c>schema/README.md</c>: each is met, and each of the source stands there.</summary>
public sealed partial class ErrorCodeTests
{
    /// <summary>Those that a request alone does not meet: each has a test of its own below, SLOW_CONSUMER where subscribers are tested.</summary>
    private static readonly string[] MetOtherwise = ["RATE_LIMITED", "OVERLOADED", "TIMEOUT", "UNAVAILABLE", "INTERNAL", "TOO_MANY_OPERATIONS", "SLOW_CONSUMER", "PERSISTED_QUERY_NOT_SUPPORTED", "PERSISTED_QUERY_REQUIRED"];

    private readonly BrokenDatabase _database = new();

    [Fact]
    public async Task Each_code_is_met_with_its_status()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var cases = new TopLevelErrorCases(site, await site.ArticleAsync());

        foreach (var (code, status) in ContractText.TopLevelErrors.Where(e => !MetOtherwise.Contains(e.Code)))
        {
            var met = await (cases.Provoke(code) ?? throw new KeyNotFoundException($"There is no case for {code}: write one."));
            Assert.Equal((code, status), (met.Code, (int?)met.Status));
        }
    }

    [Fact]
    public async Task One_operation_too_many_is_RATE_LIMITED()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, null, "RateLimits:QueriesPerAddress=1");
        var cases = new TopLevelErrorCases(site, "");
        using (await site.Server.Client.SendAsync("{ __typename }"))
            AssertMet("RATE_LIMITED", await cases.AskAsync("{ __typename }"));
    }

    [Fact]
    public async Task One_operation_too_many_on_a_socket_is_TOO_MANY_OPERATIONS()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, null, "Transport:MaxOperationsPerSocket=1");
        var article = await site.ArticleAsync();

        AssertMet("TOO_MANY_OPERATIONS", await new TopLevelErrorCases(site, article).SubscribeAsync(article, article));
    }

    [Fact]
    public async Task A_hash_where_none_are_kept_is_PERSISTED_QUERY_NOT_SUPPORTED()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, null, "Transport:AutomaticDocuments=0");

        AssertMet("PERSISTED_QUERY_NOT_SUPPORTED", await new TopLevelErrorCases(site, "").NameByHashAsync(new string('0', 64)));
    }

    [Fact]
    public async Task A_document_of_ones_own_where_others_are_persisted_is_PERSISTED_QUERY_REQUIRED()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, null, "Persisted:Only=true", $"Persisted:Path={Repository.Path("schema", "operations")}");

        AssertMet("PERSISTED_QUERY_REQUIRED", await new TopLevelErrorCases(site, "").AskAsync("{ __typename }"));
    }

    [Fact]
    public async Task A_write_that_takes_too_long_is_TIMEOUT_and_writes_nothing()
    {
        await using var site = await StartAsync("Writes:Timeout=00:00:01");
        var article = await site.ArticleAsync();
        await site.Alice.PostAsync(article, "1"); // the reader is known: what follows is the transaction alone
        _database.Before = cancel => Task.Delay(Timeout.InfiniteTimeSpan, cancel);

        using var answer = await site.Server.Client.SendAsync(
            "mutation($id: ID!) { postComment(input: {articleId: $id, body: \"2\"}) { errors { code } } }", new { id = article }, site.Alice.Token);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        _database.Before = null;

        Assert.Contains("\"TIMEOUT\"", text, StringComparison.Ordinal);
        Assert.Contains("nothing was written", text, StringComparison.Ordinal);
        var counted = await site.Anybody.QueryAsync("query($id: ID!) { node(id: $id) { ... on Article { engagement { comments } } } }", new { id = article });
        Assert.Equal(1, counted.GetProperty("node").GetProperty("engagement").GetProperty("comments").GetInt32());
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_TIMEOUT()
    {
        await using var site = await StartAsync("Transport:ExecutionTimeout=00:00:00.200");
        _database.Before = cancel => Task.Delay(Timeout.InfiniteTimeSpan, cancel);

        AssertMet("TIMEOUT", await new TopLevelErrorCases(site, "").AskAsync("""{ articles(by: [{key: "a"}]) { id } }"""));
    }

    [Fact]
    public async Task A_database_that_is_away_is_UNAVAILABLE()
    {
        await using var site = await StartAsync("Writes:Attempts=1");
        var article = await site.ArticleAsync();
        _database.Before = _ => throw new SqliteException("database is locked", 5);

        AssertMet("UNAVAILABLE", await new TopLevelErrorCases(site, article).AskAsync(
            $$"""mutation { postComment(input: {articleId: "{{article}}", body: "x"}) { errors { code } } }""", site.Alice.Token));
    }

    [Fact]
    public async Task A_bug_is_INTERNAL_and_says_nothing_else()
    {
        await using var site = await StartAsync();
        var article = await site.ArticleAsync();
        _database.Before = _ => throw new InvalidOperationException("a secret");

        using var response = await site.Server.Client.SendAsync(
            $$"""mutation { postComment(input: {articleId: "{{article}}", body: "x"}) { errors { code } } }""", token: site.Alice.Token);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ContractText.TopLevelErrors.Single(e => e.Code == "INTERNAL").Status, (int)response.StatusCode);
        Assert.Matches("""^{"errors":\[{"message":"[^"]+","locations":\[{"line":1,"column":12}\],"path":\["postComment"\],"extensions":{"code":"INTERNAL","correlationId":"[0-9a-f]{32}"}}\],"data":null}$""", text);
        Assert.DoesNotContain("secret", text);
    }

    [Fact]
    public async Task A_write_that_finds_the_queue_full_is_OVERLOADED()
    {
        await using var site = await StartAsync("Writes:QueueLength=1", "Writes:BatchSize=1");
        var article = await site.ArticleAsync();
        await site.Alice.PostAsync(article, "The reader is made here");
        var busy = new TaskCompletionSource();
        _database.Before = busy.Task.WaitAsync;
        var cases = new TopLevelErrorCases(site, article);
        var posts = Enumerable.Range(0, 3).Select(i => cases.AskAsync(
            $$"""mutation { postComment(input: {articleId: "{{article}}", body: "{{i}}"}) { errors { code } } }""", site.Alice.Token)).ToList();

        AssertMet("OVERLOADED", await await Task.WhenAny(posts));
        _database.Before = null;
        busy.SetResult();
        await Task.WhenAny(Task.WhenAll(posts), Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Each_code_of_the_source_stands_in_the_table()
    {
        var ofTransport = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        var ofProduct = Repository.Sources("src").SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value);

        Assert.Equal(ofTransport.Concat(ofProduct).Distinct().Order(), ContractText.TopLevelErrors.Select(e => e.Code).Order());
    }

    [Fact]
    public void Each_close_code_of_the_source_stands_in_the_table()
    {
        var members = typeof(SocketClose).GetMembers(BindingFlags.Public | BindingFlags.Static);
        var closes = members.OfType<PropertyInfo>().Select(p => p.GetValue(null))
            .Concat(members.OfType<MethodInfo>().Where(m => !m.IsSpecialName && m.ReturnType == typeof(SocketClose)).Select(m => m.Invoke(null, ["x"])));

        Assert.Equal(closes.OfType<SocketClose>().Select(c => c.Code).Order(), ContractText.CloseCodes.Order());
    }

    private Task<Site> StartAsync(params string[] settings) => Site.StartAsync(Engines.Sqlite, new ServerSetup
    {
        Settings = settings,
        Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(_database)),
    });

    private static void AssertMet(string code, MetError met) =>
        Assert.Equal(ContractText.TopLevelErrors.Single(e => e.Code == code), (met.Code, (int?)met.Status));

    /// <summary>As errors are made: <c>Code = "…"</c>, a constant whose name ends with Code, RetryLater, or a limit of documents.</summary>
    [GeneratedRegex("(?:Code = |RetryLater\\(|new\\()\"([A-Z]{3,}(?:_[A-Z]+)*)\"")]
    private static partial Regex Code();
}
