using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Transport;
using GraphQLParser;
using GraphQLParser.AST;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>Audits and clients that others made, against the whole server. Skipped without node and <c>npm ci</c>.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Audits_of_graphql_http()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        var summary = await NodeScript.RunAsync(output, "audit.mjs", new Uri(server.Address, "graphql").ToString());

        Assert.Empty(summary.GetProperty("failed").EnumerateArray().Select(f => $"{f.GetProperty("id")} {f.GetProperty("name")}"));
        Assert.InRange(summary.GetProperty("total").GetInt32(), 60, int.MaxValue);
    }

    [Fact]
    public async Task Client_of_graphql_ws()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync();
        string[] comments = [await site.Alice.PostAsync(article, "1"), await site.Bob.PostAsync(article, "2")];
        var address = new UriBuilder(new Uri(site.Server.Address, "graphql")) { Scheme = "ws" }.Uri;

        var seen = await NodeScript.RunAsync(output, "client.mjs", address.ToString(), Added(article), "2");

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

        var seen = await NodeScript.RunAsync(output, "sse.mjs", new Uri(site.Server.Address, "graphql").ToString(), Added(article), "2");

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

        var seen = await NodeScript.RunAsync(output, "resume.mjs", transport, new Uri(site.Server.Address, "graphql").ToString(), site.Alice.Token!, article, "2"); // a reader has a token

        Assert.Equal([.. comments, seen.GetProperty("posted").GetString()!], seen.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!)); // ids are strings
        Assert.Equal(2, seen.GetProperty("connections").GetInt32());
    }

    [Fact]
    public async Task Apollos_client_sends_a_document_once_and_then_its_hash()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        var seen = await NodeScript.RunAsync(output, "apollo.mjs", new Uri(server.Address, "graphql").ToString());

        Assert.Equal(["Query", "Query", "Query"], Texts(seen.GetProperty("answers")));
        Assert.Equal(
            [("GET", false, "PERSISTED_QUERY_NOT_FOUND"), ("POST", true, null), ("GET", false, null), ("GET", false, null)],
            seen.GetProperty("requests").EnumerateArray()
                .Select(r => (r.GetProperty("method").GetString(), r.GetProperty("hasDocument").GetBoolean(), r.GetProperty("code").GetString())));
    }

    [Fact]
    public async Task Apollo_composes_us_with_a_publishers_articles()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        foreach (var ours in new[] { new Uri(server.Address, "graphql").ToString(), Repository.Path("schema", "engagement.graphql") })
        {
            var composed = await NodeScript.RunAsync(output, "compose.mjs", ours, "publisher.graphql");

            Assert.Empty(Texts(composed.GetProperty("errors")));
            Assert.Empty(Texts(composed.GetProperty("hints")));
            Assert.Equal(["ENGAGEMENT id", "ENGAGEMENT key", "PUBLISHER key"], Texts(composed.GetProperty("keys")));
            Assert.Contains("comments", Texts(composed.GetProperty("fields").GetProperty("ENGAGEMENT")));
            Assert.Equal(["body", "moreOfTheDesk"], Texts(composed.GetProperty("fields").GetProperty("PUBLISHER")));
        }
    }

    [Fact]
    public async Task Apollo_refuses_a_field_of_ours_that_a_publisher_has_too()
    {
        var refused = await NodeScript.RunAsync(output, "compose.mjs", Repository.Path("schema", "engagement.graphql"), "publisher-refused.graphql");

        Assert.Equal(["INVALID_FIELD_SHARING"], Texts(refused.GetProperty("errors")));
    }

    [Fact]
    public async Task Relay_takes_the_schema_the_operations_and_its_own_directives()
    {
        var taken = await NodeScript.RunAsync(output, "relay.mjs", Repository.Path("schema", "engagement.graphql"), Repository.Path("schema", "operations"), "relay.graphql");

        Assert.True(taken.GetProperty("accepted").GetBoolean(), taken.GetProperty("said").GetString());
        Assert.Superset(OperationNames().Append("ArticleThreadPaginationQuery").ToHashSet(), Texts(taken.GetProperty("artifacts")).ToHashSet());
    }

    [Fact]
    public async Task Relay_refuses_a_list_as_a_connection()
    {
        var refused = await NodeScript.RunAsync(output, "relay.mjs", Repository.Path("schema", "engagement.graphql"), Repository.Path("schema", "operations"), "relay-refused.graphql");

        Assert.False(refused.GetProperty("accepted").GetBoolean());
        Assert.Contains("invalid field 'pinned'", refused.GetProperty("said").GetString());
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!); // all are strings

    private static IEnumerable<string> OperationNames() => Directory.EnumerateFiles(Repository.Path("schema", "operations"), "*.graphql")
        .SelectMany(f => Parser.Parse<GraphQLDocument>(File.ReadAllText(f)).Definitions.OfType<GraphQLOperationDefinition>())
        .Select(o => o.Name!.StringValue); // operations of these files are named

    private static string Added(string article) =>
        $$"""subscription { commentAdded(articleId: "{{article}}", after: 0) { ... on CommentAdded { edge { node { id } } } } }""";

    private static IEnumerable<string> IdsOf(JsonElement events) => events.EnumerateArray()
        .Select(e => e.GetProperty("data").GetProperty("commentAdded").GetProperty("edge").GetProperty("node").GetProperty("id").GetString()!);
}
