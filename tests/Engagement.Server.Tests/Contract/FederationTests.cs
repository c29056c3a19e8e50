using System.Text.Json;
using System.Text.RegularExpressions;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>A subgraph of Federation 2, https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec.</summary>
public sealed partial class FederationTests
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

    [Fact]
    public void Each_key_of_the_contract_is_among_those_that_are_asked_for() =>
        Assert.Equal(
            ["Article id", "Article key", "Comment id", "Reader id"],
            KeyedType().Matches(SchemaDocument.Text).SelectMany(t => Key().Matches(t.Value).Select(k => $"{t.Groups[1].Value} {k.Groups[1].Value}")).Order());

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "TOO_MANY")]
    public async Task At_most_a_hundred_representations_are_taken(int count, string? code)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        var representations = Enumerable.Range(0, count).Select(i => new { __typename = "Article", key = $"{i}" });

        var (data, met) = await AskAsync(server, representations);

        Assert.Equal(code, met);
        Assert.Equal(code is null ? count : null, data?.GetProperty("_entities").GetArrayLength());
    }

    public static IEnumerable<TheoryDataRow<string>> WrongRepresentations() => new object?[]
    {
        new { __typename = "Nothing", id = "x" }, new { __typename = "Channel", id = "x" }, new { __typename = "Article" }, new { __typename = 7 },
        new { __typename = "Article", key = (string?)null }, new { __typename = "Article", id = new { a = 1 } }, new { id = "x" }, "x", null,
    }.Select(r => new TheoryDataRow<string>(JsonSerializer.Serialize(r)));

    [Theory, MemberData(nameof(WrongRepresentations))]
    public async Task A_representation_that_is_none_is_VALIDATION_FAILED(string json)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        Assert.Equal("VALIDATION_FAILED", (await AskAsync(server, new[] { JsonElement.Parse(json) })).Code);
    }

    private static async Task<(JsonElement? Data, string? Code)> AskAsync(EngagementServer server, object representations)
    {
        using var response = await server.Client.SendAsync(
            "query($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }", new { representations });
        var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return answer.TryGetProperty("errors", out var errors)
            ? (null, errors[0].GetProperty("extensions").GetProperty("code").GetString())
            : (answer.GetProperty("data"), null);
    }

    [GeneratedRegex(@"^type (\w+)[^{]*@key\([^{]*", RegexOptions.Multiline)]
    private static partial Regex KeyedType();

    [GeneratedRegex("@key\\(fields: \"([^\"]+)\"\\)")]
    private static partial Regex Key();
}
