using System.Net;
using System.Text;
using System.Text.Json;
using Engagement.Readers;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Operations;

public sealed class OperationTests
{
    [Theory]
    [InlineData("RateLimits:QueriesPerCaller=2", true)]
    [InlineData("RateLimits:QueriesPerAddress=2", false)]
    public async Task One_operation_too_many_is_told_when_to_come_back(string limit, bool signedIn)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite, new ServerSetup { Settings = [limit] });
        var token = signedIn ? server.Token("alice") : null;
        await server.Client.QueryAsync("{ __typename }", token: token);
        await server.Client.QueryAsync("{ __typename }", token: token);

        using var response = await server.Client.SendAsync("{ __typename }", token: token);
        var answer = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("RATE_LIMITED", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.InRange(response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        if (signedIn)
            await server.Client.QueryAsync("{ __typename }", token: server.Token("bob"));
    }

    [Theory]
    [InlineData("""{"documentId": "none"}""", "PERSISTED_QUERY_NOT_FOUND")]
    [InlineData("""{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0000000000000000000000000000000000000000000000000000000000000000"}}}""", "PERSISTED_QUERY_NOT_FOUND")]
    [InlineData("""{"query": "{"}""", "SYNTAX_ERROR")]
    [InlineData("""{"query": "query A { __typename }", "operationName": "B"}""", "OPERATION_NOT_FOUND")]
    public async Task What_names_no_operation_counts_as_a_query(string request, string code)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite, new ServerSetup { Settings = ["RateLimits:QueriesPerAddress=2"] });

        Assert.Equal(code, await CodeOfAsync(server, request));
        Assert.Equal(code, await CodeOfAsync(server, request));
        Assert.Equal("RATE_LIMITED", await CodeOfAsync(server, request));
        Assert.Equal("RATE_LIMITED", await CodeOfAsync(server, """{"query": "{ __typename }"}"""));
    }

    private static async Task<string?> CodeOfAsync(EngagementServer server, string request)
    {
        using var content = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("graphql", content, TestContext.Current.CancellationToken);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
    }

    [Fact]
    public async Task A_write_that_finds_its_queue_full_is_refused_and_the_others_are_kept()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite, new ServerSetup { Settings = ["Writes:QueueLength=1", "Writes:BatchSize=1"] });
        var article = await server.RegisterAsync("a");
        var token = server.Token("alice");
        await server.PostAsync(article, token); // the reader is made now: later on nothing waits but the posts
        List<Task<JsonElement>> posts = [];
        var busy = await BusyDatabase.OfAsync(server.Database);
        try
        {
            // One is being written, one waits, and the next finds no room.
            while (!posts.Exists(p => p.IsCompleted))
            {
                posts.Add(server.AskToPostAsync(article, token));
                await Task.WhenAny([.. posts, Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken)]);
            }
        }
        finally
        {
            await busy.DisposeAsync();
        }

        var answers = await Task.WhenAll(posts);
        var refused = answers.Where(a => a.TryGetProperty("errors", out _)).ToList();
        var comments = await server.Client.QueryAsync("""{ article(by: {key: "a"}) { engagement { comments } } }""");

        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal("OVERLOADED", a.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()));
        Assert.Equal(1 + answers.Length - refused.Count, comments.GetProperty("article").GetProperty("engagement").GetProperty("comments").GetInt32());
    }

    [Fact]
    public async Task A_token_is_cut_to_what_a_reader_may_be()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        var article = await server.RegisterAsync("a");
        var longSubject = new string('s', 250);
        var longName = "  " + new string('n', 99) + "😀 tail";

        var first = await server.PostAsync(article, server.Token(longSubject, name: longName, badges: ["Exp\u202eert\n", "", " ", new string('b', 41)]));
        var same = await server.PostAsync(article, server.Token(longSubject, name: "Other"));
        var other = await server.PostAsync(article, server.Token(longSubject + "t", Roles.None, "\t"));

        Assert.Equal($$"""{"name":"{{new string('n', 99)}}","badges":["Expert","{{new string('b', 40)}}"]}""", await AuthorAsync(server, first));
        Assert.Equal(await AuthorAsync(server, first), await AuthorAsync(server, same)); // within the refresh interval the reader stays as it is
        Assert.Equal("""{"name":"Reader","badges":[]}""", await AuthorAsync(server, other));
    }

    private static async Task<string> AuthorAsync(EngagementServer server, string comment)
    {
        var data = await server.Client.QueryAsync("query($id: ID!) { comment(id: $id) { author { name badges } } }", new { id = comment });
        return JsonSerializer.Serialize(data.GetProperty("comment").GetProperty("author"));
    }
}
