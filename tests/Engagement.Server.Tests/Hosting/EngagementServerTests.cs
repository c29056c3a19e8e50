using System.Text.Json;
using Engagement.Readers;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

public sealed class EngagementServerTests
{
    [Theory, EachEngine]
    public async Task An_article_and_a_comment_are_written_and_read(string engine)
    {
        await using var server = await EngagementServer.StartAsync(engine);
        var registered = await server.Client.QueryAsync(
            """mutation { registerArticles(input: {articles: [{key: "a", url: "https://news.example/a", title: "A"}]}) { articles { id } errors { code } } }""",
            token: server.Token("press", Roles.Publisher));
        var id = registered.GetProperty("registerArticles").GetProperty("articles")[0].GetProperty("id").GetString();

        await server.Client.QueryAsync(
            """mutation($id: ID!) { postComment(input: {articleId: $id, body: "Hello"}) { errors { code } } }""", new { id }, server.Token("alice", name: "Alice"));
        var data = await server.Client.QueryAsync("""{ article(by: {key: "a"}) { engagement { comments } comments { nodes { body author { name } } } } }""");

        Assert.Equal(
            """{"engagement":{"comments":1},"comments":{"nodes":[{"body":"Hello","author":{"name":"Alice"}}]}}""",
            JsonSerializer.Serialize(data.GetProperty("article")));
    }

    [Theory, EachEngine]
    public async Task A_server_that_starts_again_keeps_its_database(string engine)
    {
        await using var server = await EngagementServer.StartAsync(engine);
        await server.Client.QueryAsync(
            """mutation { registerArticles(input: {articles: [{key: "a", url: "https://news.example/a", title: "A"}]}) { created } }""",
            token: server.Token("press", Roles.Publisher));
        await server.StopAsync();

        await using var again = await server.StartReplicaAsync();
        var data = await again.Client.QueryAsync("""{ article(by: {key: "a"}) { title } }""");

        Assert.Equal("A", data.GetProperty("article").GetProperty("title").GetString());
    }
}
