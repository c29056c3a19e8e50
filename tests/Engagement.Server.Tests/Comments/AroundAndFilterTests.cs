using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Comments;

public sealed class AroundAndFilterTests
{
    private const string Page =
        """
        query($id: ID!, $first: Int, $after: String, $around: ID, $order: CommentOrder!, $filter: CommentFilter) {
          node(id: $id) { ... on Article { comments(first: $first, after: $after, around: $around, orderBy: $order, filter: $filter) {
            totalCount edges { cursor node { body } } pageInfo { hasNextPage hasPreviousPage endCursor }
          } } }
        }
        """;

    [Theory, EachEngine]
    public async Task A_page_around_a_comment_has_it_in_its_middle_and_is_filled_at_the_ends(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var ids = new List<string>();
        for (var i = 1; i <= 9; i++)
            ids.Add(await site.Alice.PostAsync(article, $"{i}"));
        var reply = await site.Bob.PostAsync(article, "reply", await site.Bob.PostAsync(article, "reply", ids[4]));
        await site.Alice.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId", new { commentId = ids[6] });

        Assert.Equal("8 6 5 4 3 | True True", await AroundAsync(ids[4], 5, "NEWEST"));
        Assert.Equal("3 4 5 6 8 | True True", await AroundAsync(ids[4], 5, "OLDEST"));
        Assert.Equal("3 4 5 6 8 | True True", await AroundAsync(reply, 5, "OLDEST"));
        Assert.Equal("4 5 6 8 9 | False True", await AroundAsync(ids[8], 5, "OLDEST"));
        Assert.Equal("1 2 3 4 5 | True False", await AroundAsync(ids[0], 5, "OLDEST"));
        Assert.Equal("9 8 6 5 | True False", await AroundAsync(ids[6], 4, "NEWEST"));
        Assert.Equal("1 2 3 4 5 6 8 9 | False False", await AroundAsync(ids[4], 100, "OLDEST"));
        Assert.Equal("9 8 | True False", await AroundAsync("cmt_unknown", 2, "NEWEST"));

        var next = await PageAsync(site, new { id = article, first = 2, after = (await ReadAsync(ids[4], 5, "OLDEST")).GetProperty("pageInfo").GetProperty("endCursor").GetString(), order = "OLDEST" });
        Assert.Equal("9 | False True", Text(next));

        Task<JsonElement> ReadAsync(string around, int first, string order) => PageAsync(site, new { id = article, first, around, order });
        async Task<string> AroundAsync(string around, int first, string order) => Text(await ReadAsync(around, first, order));
    }

    [Theory, EachEngine]
    public async Task Around_a_hidden_reply_is_as_around_a_comment_that_never_was(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var ids = new List<string>();
        for (var i = 1; i <= 9; i++)
            ids.Add(await site.Alice.PostAsync(article, $"{i}"));
        var removed = await site.Bob.PostAsync(article, "removed", ids[1]);
        await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "__typename", new { commentId = removed, reason = "SPAM" });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = article, state = "PREMODERATED" });
        var held = await site.Bob.PostAsync(article, "held", ids[1]);

        foreach (var hidden in (string[])[removed, held])
            Assert.Equal("7 8 9 | False True", Text(await PageAsync(site, new { id = article, first = 3, around = hidden, order = "OLDEST" })));
    }

    [Fact]
    public async Task Around_goes_with_first_alone()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync();
        var comment = await site.Alice.PostAsync(article, "1");
        var cursor = (await PageAsync(site, new { id = article, order = "OLDEST" })).GetProperty("pageInfo").GetProperty("endCursor").GetString();

        using var answer = await site.Server.Client.SendAsync(Page, new { id = article, around = comment, after = cursor, order = "OLDEST" });

        Assert.Contains("INVALID_PAGE", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_filter_pages_and_counts_what_it_lets_through_and_tells_nothing_of_tombstones(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var answered = await site.Alice.PostAsync(article, "answered");
        await site.Bob.PostAsync(article, "reply", answered);
        await site.Mod.PostAsync(article, "staff 1");
        var tombstone = await site.Mod.PostAsync(article, "gone");
        await site.Bob.PostAsync(article, "reply", tombstone);
        await site.Mod.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId", new { commentId = tombstone });
        await site.Publisher.PostAsync(article, "staff 2");
        await site.Bob.PostAsync(article, "alone");

        Assert.Equal("staff 1 staff 2 | False False of 2", await FilteredAsync(new { isStaff = true }));
        Assert.Equal("answered alone | False False of 2", await FilteredAsync(new { isStaff = false }));
        Assert.Equal("answered  | False False of 2", await FilteredAsync(new { hasReplies = true }));
        Assert.Equal("staff 1 staff 2 alone | False False of 3", await FilteredAsync(new { hasReplies = false }));
        Assert.Equal("alone | False False of 1", await FilteredAsync(new { isStaff = false, hasReplies = false }));
        Assert.Equal("answered staff 1  staff 2 alone | False False of 5", await FilteredAsync(new { }));
        Assert.Equal("staff 1 | True False of 2", await FilteredAsync(new { isStaff = true }, first: 1));

        async Task<string> FilteredAsync(object filter, int first = 20)
        {
            var page = await PageAsync(site, new { id = article, first, order = "OLDEST", filter });
            return $"{Text(page)} of {page.GetProperty("totalCount").GetInt32()}";
        }
    }

    [Theory, EachEngine]
    public async Task A_permalink_is_the_articles_address_with_the_comments_id(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new
        {
            articles = new[] { new { key = "a", url = "https://news.example/a?b=c#top", title = "A" } },
        });
        var article = (await site.Anybody.QueryAsync("""{ article(by: {key: "a"}) { id } }""")).GetProperty("article").GetProperty("id").GetString()!;
        var comment = await site.Alice.PostAsync(article, "1");

        var answer = await site.Anybody.QueryAsync("query($id: ID!) { comment(id: $id) { permalink } }", new { id = comment });

        Assert.Equal($"https://news.example/a?b=c#{comment}", answer.GetProperty("comment").GetProperty("permalink").GetString());
    }

    private static async Task<JsonElement> PageAsync(Site site, object variables) =>
        (await site.Anybody.QueryAsync(Page, variables)).GetProperty("node").GetProperty("comments");

    /// <summary>"bodies | hasNextPage hasPreviousPage"; a tombstone has no body.</summary>
    private static string Text(JsonElement page) =>
        string.Join(' ', page.GetProperty("edges").EnumerateArray().Select(e => e.GetProperty("node").GetProperty("body").GetString()))
        + $" | {page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()} {page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean()}";
}
