using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Shares;

namespace Engagement.SqlServer.Tests.Product.Scenario;

/// <summary>Everything that readers and the publisher write, one at a time and several in one batch.</summary>
internal static class Writing
{
    private const string Post = "PostCommentInput";

    /// <summary>Leaves a thread behind: eight levels, edited, deleted, reacted to. Its ids: article, top, reply.</summary>
    public static async Task<(string Article, string Top, string Reply)> RunAsync(Site site, LostCommit lost)
    {
        var article = await site.ArticleAsync("one", channels: ["news", "world"]);
        await ArticlesAsync(site);
        var top = await site.Alice.PostAsync(article, "Top", idempotencyKey: "k1");
        await site.Alice.PostAsync(article, "Top", idempotencyKey: "k1");
        await site.Alice.TryAsync("postComment", Post, "__typename", new { articleId = article, body = "Other", idempotencyKey = "k1" });
        lost.LoseNext();
        var reply = await site.Bob.PostAsync(article, "Reply", top);
        await MergesAsync(site);
        await ThreadAsync(site, article, reply);
        await ReactionsAsync(site, article, top, reply);
        await SharesAsync(site, article);
        await ManyAtOnceAsync(site, article, top);
        return (article, top, reply);
    }

    private static async Task ArticlesAsync(Site site)
    {
        object Article(string key, string url, params string[] channels) => new
        {
            key, url = $"https://news.example/{url}", title = key, channels, keywords = new[] { "k" }, authors = new[] { "A" },
            companies = new[] { new { name = "C", url = "https://company.example/" } }, related = new[] { "one", "later" },
        };
        foreach (var articles in (object[][])
        [
            [Article("a", "a", "x", "y"), Article("b", "b")],
            [Article("a", "a", "x", "y"), Article("b", "b")],
            [Article("a", "b", "y"), Article("b", "a", "z", "x"), Article("c", "c")],
        ])
            await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new { articles });
        foreach (var description in (string?[])["A line", null])
            await site.Publisher.DoAsync("describeChannel", "DescribeChannelInput", "channel { name }", new { name = "x", description });
    }

    /// <summary>Both ways: into the one with comments, and the one with comments into another; and twice in a chain.</summary>
    private static async Task MergesAsync(Site site)
    {
        foreach (var key in (string[])["m1", "m2", "m3"])
        {
            var id = await site.ArticleAsync(key, channels: ["news"]);
            await site.Bob.DoAsync("reactToArticle", "ReactToArticleInput", "__typename", new { articleId = id, kind = "LIKE" });
            await Browser.ShareAsync(site.Bob, id, idempotencyKey: key);
        }
        var article = await site.ArticleAsync("m4", channels: ["news"]);
        await site.Alice.PostAsync(article, "Stays");
        (string, string)[] merges = [("m1", "m2"), ("m2", "m4"), ("m4", "m3")];
        foreach (var (fromKey, intoKey) in merges)
            await site.Publisher.DoAsync("mergeArticles", "MergeArticlesInput", "article { id key channels { name } }", new { fromKey, intoKey });
        await site.Publisher.TryAsync("registerArticles", "RegisterArticlesInput", "created", new { articles = new[] { new { key = "m1", url = "https://news.example/m1", title = "m1" } } });
        await site.Anybody.QueryAsync("{ article(by: {key: \"m1\"}) { id } }");
        await Browser.ShareAsync(site.Bob, await site.IdAsync("m1"), idempotencyKey: "m1");
        await site.Alice.PostAsync(article, "Goes on");
    }

    private static async Task ThreadAsync(Site site, string article, string under)
    {
        var deepest = under;
        for (var depth = 3; depth <= 9; depth++)
            deepest = await site.Alice.PostAsync(article, $"{depth}", deepest);
        await site.Alice.DoAsync("editComment", "EditCommentInput", "comment { id revisions { body } }", new { commentId = deepest, body = "Edited" });
        await site.Alice.DoAsync("editComment", "EditCommentInput", "comment { id }", new { commentId = deepest, body = "Edited again" });
        await site.Alice.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId", new { commentId = deepest });
    }

    private static async Task ReactionsAsync(Site site, string article, string top, string reply)
    {
        foreach (var (commentId, kind) in new[] { (top, "LIKE"), (top, "AGREE"), (reply, "INSIGHTFUL") })
            await site.Bob.DoAsync("reactToComment", "ReactToCommentInput", "comment { id }", new { commentId, kind });
        foreach (var kind in new[] { "LIKE", "AGREE" })
            await site.Bob.DoAsync("reactToArticle", "ReactToArticleInput", "article { engagement { reactions { count } } viewerReaction }", new { articleId = article, kind });
        await site.Bob.DoAsync("removeArticleReaction", "RemoveArticleReactionInput", "article { viewerReaction }", new { articleId = article });
        await site.Bob.DoAsync("removeReaction", "RemoveReactionInput", "comment { id }", new { commentId = reply });
    }

    private static async Task SharesAsync(Site site, string article)
    {
        using var reader = new Browser(site);
        using var crawler = new Browser(site, "curl/8.5.0");
        for (var i = 0; i < 2; i++)
            await reader.ShareAsync(article, idempotencyKey: $"s{i}");
        await Browser.ShareAsync(site.Bob, article, "NATIVE", "COMPLETED");
        var former = await site.SharedUrlAsync(article);
        await site.Publisher.DoAsync("replaceShareCode", "ReplaceShareCodeInput", "article { shareLinks { sharedUrl } }", new { articleId = article });
        foreach (var link in (string[])[former, await site.SharedUrlAsync(article)])
            foreach (var browser in (Browser[])[reader, crawler])
                await browser.FollowAsync(link);
        await reader.Person.DoAsync("recordVisit", "RecordVisitInput", "counted", new { code = former[^10..] });
        foreach (var by in (string[])["DAY", "ARTICLE", "CHANNEL", "AUTHOR"])
            foreach (var one in (string?[])[null, article])
                await site.ReportAsync(by, $"{DateTime.UtcNow.AddDays(-1):yyyy-MM-dd}T00:00:00Z", $"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}T00:00:00Z", one);
        await site.SharesAsync(article);
    }

    /// <summary>The queue makes one batch of what comes while it commits.</summary>
    private static Task ManyAtOnceAsync(Site site, string article, string top)
    {
        Person[] people = [.. Enumerable.Range(0, 6).Select(i => site.Person($"reader-{i}"))];
        return Task.WhenAll(people.SelectMany((p, i) => (Task[])
        [
            p.PostAsync(article, "Together", i % 2 == 0 ? top : null, $"together-{i}"),
            p.DoAsync("reactToComment", "ReactToCommentInput", "comment { id }", new { commentId = top, kind = "LIKE" }),
        ]));
    }
}
