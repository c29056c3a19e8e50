using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>A subgraph of Federation 2, https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec.</summary>
public sealed class FederationTests
{
    [Fact]
    public async Task Service_prints_the_contract_with_its_keys()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        var sdl = (await server.Client.QueryAsync("{ _service { sdl } }")).GetProperty("_service").GetProperty("sdl").GetString();

        Assert.Contains("@link(", sdl);
        Assert.Contains("https://specs.apollo.dev/federation/v2.5", sdl);
        foreach (var entity in new[] { """type Article implements Node @key(fields: "id") @key(fields: "key")""", """type Comment implements Node @key(fields: "id")""", """type Reader implements Node @key(fields: "id")""" })
            Assert.Contains(entity, sdl);
    }

    [Theory, EachEngine]
    public async Task Entities_are_resolved_by_each_of_their_keys_in_the_order_asked(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var known = (await play.Site.Anybody.QueryAsync("""{ article(by: {key: "an-article"}) { id comments { nodes { id author { id } } } } }""")).GetProperty("article");
        var comment = known.GetProperty("comments").GetProperty("nodes")[0];
        object[] representations =
        [
            new { __typename = "Comment", id = comment.GetProperty("id").GetString() },
            new { __typename = "Article", key = "an-article" },
            new { __typename = "Article", id = known.GetProperty("id").GetString() },
            new { __typename = "Reader", id = comment.GetProperty("author").GetProperty("id").GetString() },
            new { __typename = "Article", key = "unknown" },
            new { __typename = "Comment", id = "nonsense" },
        ];

        var entities = (await play.Site.Anybody.QueryAsync(
            "query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Article { title } ... on Comment { body } ... on Reader { name } } }",
            new { representations })).GetProperty("_entities");

        Assert.Equal("""[{"body":"A comment"},{"title":"an-article"},{"title":"an-article"},{"name":"alice"},null,null]""", JsonSerializer.Serialize(entities));
    }
}
