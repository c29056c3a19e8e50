using System.Text.Json;
using Engagement.Data;
using Engagement.Server.Tests.Data;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Comments;

/// <summary>TOP and MOST_REPLIES: by rank, of the same rank the latest first, paged both ways and read by index.</summary>
public sealed class CommentOrderTests
{
    private const int Comments = 9;

    [Theory, EachEngine]
    public async Task The_most_reactions_come_first(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, posts) = await FillAsync(site);

        Assert.Equal(Ranked(posts, p => p.Reactions), await PagesAsync(site, article, "TOP", 100));
    }

    [Theory, EachEngine]
    public async Task The_most_replies_come_first(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, posts) = await FillAsync(site);

        Assert.Equal(Ranked(posts, p => p.Replies), await PagesAsync(site, article, "MOST_REPLIES", 100));
    }

    [Theory, EachEngine]
    public async Task Pages_of_any_size_put_together_are_the_whole_both_ways(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, posts) = await FillAsync(site);
        foreach (var (order, rank) in new (string, Func<Post, int>)[] { ("TOP", p => p.Reactions), ("MOST_REPLIES", p => p.Replies) })
            foreach (var size in new[] { 1, 2, 4 })
            {
                Assert.Equal(Ranked(posts, rank), await PagesAsync(site, article, order, size));
                Assert.Equal(Ranked(posts, rank).Reverse(), await PagesAsync(site, article, order, size, backward: true));
            }
    }

    [Theory, EachEngine]
    public async Task Replies_are_ordered_the_same_way(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var parent = await site.Alice.PostAsync(article, "Parent");
        string[] replies = [await site.Bob.PostAsync(article, "One", parent), await site.Bob.PostAsync(article, "Two", parent), await site.Bob.PostAsync(article, "Three", parent)];
        await ReactAsync(site, replies[1], 2);
        await ReactAsync(site, replies[0], 1);

        var data = await site.Anybody.QueryAsync("query($id: ID!) { comment(id: $id) { replies(orderBy: TOP) { nodes { id } } } }", new { id = parent });
        Assert.Equal([replies[1], replies[0], replies[2]], Ids(data.GetProperty("comment").GetProperty("replies").GetProperty("nodes")));
    }

    [Theory, EachEngine]
    public async Task A_cursor_of_another_order_and_a_place_in_these_orders_are_refused(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var comment = await site.Alice.PostAsync(article, "One");

        foreach (var arguments in new[] { "orderBy: TOP, after: \"s_0000000000001\"", "orderBy: MOST_REPLIES, after: \"x\"", $"orderBy: TOP, around: \"{comment}\"" })
        {
            var answer = await site.Anybody.Client.AskAsync($$"""query($id: ID!) { article(by: {id: $id}) { comments({{arguments}}) { totalCount } } }""", new { id = article });
            Assert.Equal("INVALID_PAGE", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
    }

    [Theory, EachEngine]
    public async Task Pages_are_read_by_index(string engine)
    {
        Assert.SkipWhen(engine == Engines.SqlServer, "Its plans are not read.");
        var plans = new PlanReader(engine, "FROM \"Comments\"");
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(plans)),
        });
        var article = await site.ArticleAsync();
        for (var i = 0; i < 5; i++)
            await site.Alice.PostAsync(article, $"{i}");

        foreach (var (order, index) in new[]
        {
            ("TOP", "IX_Comments_ArticleId_ParentSeq_Shown_Reactions_Seq"), ("MOST_REPLIES", "IX_Comments_ArticleId_ParentSeq_Shown_ShownReplies_Seq"),
        })
        {
            await site.Anybody.QueryAsync($$"""query($id: ID!) { article(by: {id: $id}) { comments(first: 2, orderBy: {{order}}) { nodes { id } } } }""", new { id = article });
            var plan = Assert.Single(plans.Take());
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal); // SQLite's word for sorting
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Ranked(IReadOnlyList<Post> posts, Func<Post, int> rank) =>
        posts.Index().OrderByDescending(p => rank(p.Item)).ThenByDescending(p => p.Index).Select(p => p.Item.Id);

    private static async Task<(string Article, IReadOnlyList<Post> Posts)> FillAsync(Site site)
    {
        var article = await site.ArticleAsync();
        var posts = new List<Post>();
        for (var i = 0; i < Comments; i++)
        {
            var post = new Post(await site.Alice.PostAsync(article, $"Post {i}"), Reactions: i * 7 % 4, Replies: i * 5 % 3);
            posts.Add(post);
            await ReactAsync(site, post.Id, post.Reactions);
            for (var reply = 0; reply < post.Replies; reply++)
                await site.Bob.PostAsync(article, $"Reply {reply}", post.Id);
        }
        return (article, posts);
    }

    private static async Task ReactAsync(Site site, string comment, int times)
    {
        string[] kinds = ["LIKE", "INSIGHTFUL", "AGREE", "DISAGREE"];
        for (var i = 0; i < times; i++)
            await site.Person($"reader {i}").DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comment, kind = kinds[i] });
    }

    /// <summary>All pages one after the other; backward the last page first, each from its end.</summary>
    private static async Task<List<string>> PagesAsync(Site site, string article, string order, int size, bool backward = false)
    {
        var document = backward
            ? $$"""query($id: ID!, $cursor: String) { article(by: {id: $id}) { comments(last: {{size}}, before: $cursor, orderBy: {{order}}) { nodes { id } pageInfo { more: hasPreviousPage cursor: startCursor } } } }"""
            : $$"""query($id: ID!, $cursor: String) { article(by: {id: $id}) { comments(first: {{size}}, after: $cursor, orderBy: {{order}}) { nodes { id } pageInfo { more: hasNextPage cursor: endCursor } } } }""";
        var all = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = (await site.Anybody.QueryAsync(document, new { id = article, cursor })).GetProperty("article").GetProperty("comments");
            var ids = Ids(page.GetProperty("nodes"));
            all.AddRange(backward ? ids.AsEnumerable().Reverse() : ids);
            if (!page.GetProperty("pageInfo").GetProperty("more").GetBoolean())
                return all;
            cursor = page.GetProperty("pageInfo").GetProperty("cursor").GetString();
        }
    }

    private static List<string> Ids(JsonElement nodes) => [.. nodes.EnumerateArray().Select(n => n.GetProperty("id").GetString()!)];

    private sealed record Post(string Id, int Reactions, int Replies);
}
