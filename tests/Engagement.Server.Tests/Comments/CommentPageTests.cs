using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Comments;

public sealed class CommentPageTests
{
    private const string Page =
        """
        query($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $order: CommentOrder!) {
          node(id: $id) { ... on Article { comments(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
            totalCount edges { cursor node { body } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          } } }
        }
        """;

    [Theory, EachEngine]
    public async Task Both_orders_are_paged_through_in_both_directions(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var written = Enumerable.Range(1, 7).Select(i => $"{i}").ToArray();
        foreach (var body in written)
            await site.Alice.PostAsync(article, body);

        Assert.Equal(written, await ForwardAsync("OLDEST"));
        Assert.Equal(written.Reverse(), await ForwardAsync("NEWEST"));
        Assert.Equal(written, await BackwardAsync("OLDEST"));
        Assert.Equal(written.Reverse(), await BackwardAsync("NEWEST"));

        async Task<List<string>> ForwardAsync(string order)
        {
            var all = new List<string>();
            for (string? after = null; ;)
            {
                var page = await PageAsync(site, new { id = article, first = 3, after, order });
                Assert.Equal(7, page.GetProperty("totalCount").GetInt32());
                Assert.Equal(after is not null, page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
                all.AddRange(Bodies(page));
                if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                    return all;
                after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            }
        }

        async Task<List<string>> BackwardAsync(string order)
        {
            var all = new List<string>();
            for (string? before = null; ;)
            {
                var page = await PageAsync(site, new { id = article, last = 3, before, order });
                all.InsertRange(0, Bodies(page));
                if (!page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean())
                    return all;
                before = page.GetProperty("pageInfo").GetProperty("startCursor").GetString();
            }
        }
    }

    [Theory, EachEngine]
    public async Task Page_arguments_that_only_a_bug_sends_are_top_level_errors(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();

        await RefusedAsync(new { id = article, first = 101, order = "NEWEST" });
        await RefusedAsync(new { id = article, first = -1, order = "NEWEST" });
        await RefusedAsync(new { id = article, first = 1, last = 1, order = "NEWEST" });
        await RefusedAsync(new { id = article, after = "nonsense", order = "NEWEST" });

        async Task RefusedAsync(object variables)
        {
            var answer = await site.Server.Client.AskAsync(Page, variables);
            Assert.Equal("INVALID_PAGE", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
    }

    [Theory, EachEngine]
    public async Task Many_pages_of_one_request_are_read_together_and_each_is_right(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        for (var i = 0; i < 4; i++)
        {
            var root = await site.Alice.PostAsync(article, $"{i}");
            for (var j = 0; j < 3; j++)
            {
                var reply = await site.Bob.PostAsync(article, $"{i}.{j}", root);
                await site.Alice.PostAsync(article, $"{i}.{j}.0", reply);
            }
        }

        var node = (await site.Anybody.QueryAsync(
            """
            query($id: ID!) { node(id: $id) { ... on Article { comments(orderBy: OLDEST) { nodes {
              body
              few: replies(first: 2) { totalCount nodes { body descendants { nodes { body } } } pageInfo { hasNextPage } }
              newest: replies(first: 3, orderBy: NEWEST) { nodes { body } }
              descendants(first: 4) { totalCount nodes { body } }
            } } } } }
            """, new { id = article })).GetProperty("node").GetProperty("comments").GetProperty("nodes");

        foreach (var (root, i) in node.EnumerateArray().Select((root, i) => (root, i)))
        {
            Assert.Equal([$"{i}.0", $"{i}.1"], Bodies(root.GetProperty("few")));
            Assert.True(root.GetProperty("few").GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
            Assert.Equal([$"{i}.0.0"], Bodies(root.GetProperty("few").GetProperty("nodes")[0].GetProperty("descendants")));
            Assert.Equal([$"{i}.2", $"{i}.1", $"{i}.0"], Bodies(root.GetProperty("newest")));
            Assert.Equal([$"{i}.0", $"{i}.0.0", $"{i}.1", $"{i}.1.0"], Bodies(root.GetProperty("descendants")));
            Assert.Equal(6, root.GetProperty("descendants").GetProperty("totalCount").GetInt32());
        }
    }

    private static async Task<JsonElement> PageAsync(Site site, object variables) =>
        (await site.Anybody.QueryAsync(Page, variables)).GetProperty("node").GetProperty("comments");

    private static IEnumerable<string> Bodies(JsonElement connection) =>
        connection.TryGetProperty("edges", out var edges)
            ? edges.EnumerateArray().Select(e => e.GetProperty("node").GetProperty("body").GetString()!)
            : connection.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("body").GetString()!);
}
