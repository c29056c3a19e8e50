using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Transport;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>Audits and clients that others made, against the whole server. Skipped without node and <c>npm ci</c>.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    /// <summary>Audits of graphql-http that fail, by id and name. None does.</summary>
    private static readonly string[] Failing = [];

    [Fact]
    public async Task Audits_of_graphql_http()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        var lines = await NodeScript.RunAsync("audit.mjs", new Uri(server.Address, "graphql").ToString());
        foreach (var line in lines)
            output.WriteLine(line);

        var summary = JsonElement.Parse(lines[^1]);
        Assert.Equal(Failing, summary.GetProperty("failed").EnumerateArray().Select(f => $"{f.GetProperty("id")} {f.GetProperty("name")}"));
        Assert.InRange(summary.GetProperty("total").GetInt32(), 60, int.MaxValue);
    }

    [Fact]
    public async Task Client_of_graphql_ws()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync();
        string[] comments = [await site.Alice.PostAsync(article, "1"), await site.Bob.PostAsync(article, "2")];
        var address = new UriBuilder(new Uri(site.Server.Address, "graphql")) { Scheme = "ws" }.Uri;

        var lines = await NodeScript.RunAsync("client.mjs", address.ToString(), Added(article), "2");
        output.WriteLine(lines[^1]);

        var seen = JsonElement.Parse(lines[^1]);
        Assert.True(seen.GetProperty("ack").GetBoolean() && seen.GetProperty("pong").GetBoolean() && seen.GetProperty("completed").GetBoolean());
        Assert.Equal("Query", seen.GetProperty("query").GetProperty("data").GetProperty("__typename").GetString());
        Assert.Equal(50, seen.GetProperty("many").GetInt32());
        Assert.Equal(comments, IdsOf(seen.GetProperty("events")));
        Assert.Equal("VALIDATION_FAILED", seen.GetProperty("invalid")[0].GetString());
        Assert.Equal(4403, seen.GetProperty("refusedWith").GetInt32());
    }

    [Fact]
    public async Task Client_of_graphql_sse()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync();
        string[] comments = [await site.Alice.PostAsync(article, "1"), await site.Bob.PostAsync(article, "2")];

        var lines = await NodeScript.RunAsync("sse.mjs", new Uri(site.Server.Address, "graphql").ToString(), Added(article), "2");
        output.WriteLine(lines[^1]);

        var seen = JsonElement.Parse(lines[^1]);
        Assert.Equal("Query", seen.GetProperty("query").GetProperty("data").GetProperty("__typename").GetString());
        Assert.Equal(50, seen.GetProperty("many").GetInt32());
        Assert.Equal(comments, IdsOf(seen.GetProperty("events")));
        Assert.Equal(["VALIDATION_FAILED"], seen.GetProperty("invalid").EnumerateArray().Select(code => code.GetString()));
        Assert.Equal(401, seen.GetProperty("refusedWith").GetInt32());
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    public async Task A_client_whose_connection_is_cut_goes_on_where_it_was(string transport)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync();
        string[] comments = [await site.Alice.PostAsync(article, "1"), await site.Bob.PostAsync(article, "2")];

        var lines = await NodeScript.RunAsync("resume.mjs", transport, new Uri(site.Server.Address, "graphql").ToString(), site.Alice.Token!, article, "2"); // a reader has a token
        output.WriteLine(lines[^1]);

        var seen = JsonElement.Parse(lines[^1]);
        Assert.Equal([.. comments, seen.GetProperty("posted").GetString()!], seen.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!)); // ids are strings
        Assert.Equal(2, seen.GetProperty("connections").GetInt32());
    }

    private static string Added(string article) =>
        $$"""subscription { commentAdded(articleId: "{{article}}", after: 0) { ... on CommentAdded { edge { node { id } } } } }""";

    private static IEnumerable<string> IdsOf(JsonElement events) => events.EnumerateArray()
        .Select(e => e.GetProperty("data").GetProperty("commentAdded").GetProperty("edge").GetProperty("node").GetProperty("id").GetString()!);
}
