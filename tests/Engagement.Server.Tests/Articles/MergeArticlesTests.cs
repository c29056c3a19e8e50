using System.Text.Json;
using Engagement.Counts;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Live;
using Engagement.Server.Tests.Writes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Articles;

public sealed class MergeArticlesTests
{
    private const string Fields = "id key url title version channels { name } comments { nodes { id body } }";

    [Theory, EachEngine]
    public async Task The_side_with_the_comments_keeps_its_id_and_rows_whichever_way_it_is_merged(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        foreach (var fromHasThem in (bool[])[true, false])
        {
            var (old, now) = ($"old-{fromHasThem}", $"now-{fromHasThem}");
            var (oldId, nowId) = (await site.ArticleAsync(old, "PUBLISHED", "before"), await site.ArticleAsync(now, "PUBLISHED", "after"));
            var (kept, gone) = fromHasThem ? (oldId, nowId) : (nowId, oldId);
            var comment = await site.Alice.PostAsync(kept, "Mine");
            var before = await ArticleAsync(site, new { id = kept });

            var merged = (await MergeAsync(site, old, now)).GetProperty("article");

            Assert.Equal((kept, now, $"https://news.example/{now}", now, "after"), (
                merged.GetProperty("id").GetString(), merged.GetProperty("key").GetString(), merged.GetProperty("url").GetString(),
                merged.GetProperty("title").GetString(), merged.GetProperty("channels")[0].GetProperty("name").GetString()));
            Assert.True(merged.GetProperty("version").GetInt64() > before.GetProperty("version").GetInt64());
            Assert.Equal(comment, merged.GetProperty("comments").GetProperty("nodes")[0].GetProperty("id").GetString());
            foreach (var by in (object[])[
                new { id = kept }, new { id = gone }, new { key = old }, new { key = now },
                new { url = $"https://news.example/{old}" }, new { url = $"https://www.news.example/{now}/" }])
                Assert.Equal(merged.GetRawText(), (await ArticleAsync(site, by)).GetRawText());
            Assert.Equal(kept, (await site.Anybody.QueryAsync("query($id: ID!) { node(id: $id) { id } }", new { id = gone })).GetProperty("node").GetProperty("id").GetString());
        }
        Assert.Empty(await site.Server.Services.GetRequiredService<CountsVerifier>()
            .VerifyAsync(false, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EachEngine]
    public async Task Without_comments_the_key_that_stays_keeps_its_id(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        await MergeAsync(site, "from", "into");
        Assert.Equal(into, (await ArticleAsync(site, new { id = from })).GetProperty("id").GetString());
        var again = (await MergeAsync(site, "from", "into")).GetProperty("article");
        Assert.Equal((await ArticleAsync(site, new { id = into })).GetRawText(), again.GetRawText());
    }

    [Theory, EachEngine]
    public async Task If_both_have_comments_it_is_refused_and_nothing_changes(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (a, b) = (await site.ArticleAsync("a"), await site.ArticleAsync("b"));
        await site.Alice.PostAsync(a, "Here");
        var deleted = await site.Alice.PostAsync(b, "There");
        await site.Alice.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId", new { commentId = deleted });
        var before = ((await ArticleAsync(site, new { id = a })).GetRawText(), (await ArticleAsync(site, new { id = b })).GetRawText());

        var error = await site.Publisher.RefusedAsync("mergeArticles", "MergeArticlesInput", new { fromKey = "a", intoKey = "b" });

        Assert.Equal(("BOTH_HAVE_COMMENTS", "fromKey"), (error.GetProperty("code").GetString(), error.GetProperty("path")[0].GetString()));
        Assert.Equal(before, ((await ArticleAsync(site, new { id = a })).GetRawText(), (await ArticleAsync(site, new { id = b })).GetRawText()));
    }

    [Theory, EachEngine]
    public async Task Writes_and_questions_by_the_old_id_reach_the_article_that_stayed(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        var top = await site.Alice.PostAsync(into, "Top");
        await MergeAsync(site, "from", "into");

        var reply = await site.Bob.PostAsync(from, "Reply", top, idempotencyKey: "once");
        Assert.Equal(reply, await site.Bob.PostAsync(from, "Reply", top, idempotencyKey: "once"));
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", new { articleId = from, state = "CLOSED" });

        var viewer = await site.Bob.QueryAsync("query($id: ID!) { viewer { thread(articleId: $id) { canComment } } }", new { id = from });
        Assert.False(viewer.GetProperty("viewer").GetProperty("thread").GetProperty("canComment").GetBoolean());
        var error = await site.Bob.RefusedAsync("postComment", "PostCommentInput", new { articleId = into, body = "Late" });
        Assert.Equal("THREAD_CLOSED", error.GetProperty("code").GetString());
    }

    [Theory, EachEngine]
    public async Task A_key_that_went_is_taken_and_the_one_that_stays_is_registered_as_before(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var from = await site.ArticleAsync("from");
        await site.ArticleAsync("into");
        await site.Alice.PostAsync(from, "Mine");
        await MergeAsync(site, "from", "into");

        var error = await site.Publisher.RefusedAsync("registerArticles", "RegisterArticlesInput", new { articles = new[] { new { key = "from", url = "https://news.example/other", title = "x", state = "UNPUBLISHED" } } });
        Assert.Equal(("TAKEN", "key"), (error.GetProperty("problem").GetString(), error.GetProperty("path")[2].GetString()));
        Assert.Equal(from, await site.ArticleAsync("into"));
        Assert.Equal("PUBLISHED", (await site.Anybody.QueryAsync("{ article(by: {key: \"from\"}) { state } }")).GetProperty("article").GetProperty("state").GetString());

        var payload = await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "articles { id }", new { articles = new[] { new { key = "third", url = "https://news.example/from", title = "x" } } });
        Assert.NotEqual(from, payload.GetProperty("articles")[0].GetProperty("id").GetString());
    }

    [Theory, EachEngine]
    public async Task A_repeat_by_the_other_id_is_a_repeat(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        await MergeAsync(site, "from", "into");
        var id = await site.Alice.PostAsync(from, "x", idempotencyKey: "k");
        Assert.Equal(id, await site.Alice.PostAsync(into, "x", idempotencyKey: "k"));
    }

    [Theory, EachEngine]
    public async Task A_key_that_is_unknown_or_was_the_articles_becomes_its_key_and_the_one_before_goes_on_naming_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var id = await site.ArticleAsync("imported", "PUBLISHED", "news");
        await site.Alice.PostAsync(id, "Mine");
        var before = await ArticleAsync(site, new { id });
        foreach (var (from, into) in new[] { ("imported", "cms-1"), ("cms-1", "imported"), ("cms-1", "cms-2"), ("imported", "cms-1") })
        {
            var merged = (await MergeAsync(site, from, into)).GetProperty("article");
            Assert.Equal((id, into, "https://news.example/imported", "imported", "news"), (
                merged.GetProperty("id").GetString(), merged.GetProperty("key").GetString(), merged.GetProperty("url").GetString(),
                merged.GetProperty("title").GetString(), merged.GetProperty("channels")[0].GetProperty("name").GetString()));
            Assert.True(merged.GetProperty("version").GetInt64() > before.GetProperty("version").GetInt64());
            before = merged;
        }
        Assert.Equal(before.GetRawText(), (await MergeAsync(site, "cms-2", "cms-1")).GetProperty("article").GetRawText()); // nothing written
        foreach (var key in (string[])["imported", "cms-1", "cms-2"])
            Assert.Equal(id, (await ArticleAsync(site, new { key })).GetProperty("id").GetString());

        var payload = await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "articles { id title }", new { articles = new[] { new { key = "cms-1", url = "https://news.example/imported", title = "Ours" } } });
        Assert.Equal((id, "Ours"), (payload.GetProperty("articles")[0].GetProperty("id").GetString(), payload.GetProperty("articles")[0].GetProperty("title").GetString()));
        var error = await site.Publisher.RefusedAsync("registerArticles", "RegisterArticlesInput", new { articles = new[] { new { key = "imported", url = "https://news.example/other", title = "x" } } });
        Assert.Equal("TAKEN", error.GetProperty("problem").GetString());
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task A_key_that_came_back_by_a_merge_of_two_leaves_what_was_registered_last(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (a, b) = (await site.ArticleAsync("a"), await site.ArticleAsync("b"));
        await MergeAsync(site, "a", "b");
        var back = (await MergeAsync(site, "b", "a")).GetProperty("article");
        Assert.Equal((b, "a", "https://news.example/b"), (back.GetProperty("id").GetString(), back.GetProperty("key").GetString(), back.GetProperty("url").GetString()));
        foreach (var by in (object[])[new { id = a }, new { key = "b" }, new { url = "https://news.example/a" }])
            Assert.Equal(b, (await ArticleAsync(site, by)).GetProperty("id").GetString());
    }

    [Theory, EachEngine]
    public async Task Of_many_that_give_articles_one_unknown_key_at_once_the_first_wins_and_the_others_merge(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        for (var round = 0; round < 3; round++)
        {
            string[] keys = [$"a-{round}", $"b-{round}", $"c-{round}"];
            foreach (var key in keys)
                await site.ArticleAsync(key);
            await Task.WhenAll(keys.Select(key => MergeAsync(site, key, $"new-{round}")));
            var id = (await ArticleAsync(site, new { key = $"new-{round}" })).GetProperty("id").GetString();
            foreach (var key in keys)
                Assert.Equal(id, (await ArticleAsync(site, new { key })).GetProperty("id").GetString());
        }
    }

    [Theory, EachEngine]
    public async Task A_chain_of_merges_leads_to_its_end(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        string[] ids = [await site.ArticleAsync("a"), await site.ArticleAsync("b"), await site.ArticleAsync("c"), await site.ArticleAsync("d")];
        await MergeAsync(site, "a", "b");
        await site.Alice.PostAsync(ids[2], "Mine");
        await MergeAsync(site, "b", "c");
        await MergeAsync(site, "c", "d");
        foreach (var id in ids)
        {
            var article = await ArticleAsync(site, new { id });
            Assert.Equal((ids[2], "d"), (article.GetProperty("id").GetString(), article.GetProperty("key").GetString()));
        }
        foreach (var key in (string[])["a", "b", "c", "d"])
            Assert.Equal(ids[2], (await ArticleAsync(site, new { key })).GetProperty("id").GetString());
        Assert.NotNull(await site.Bob.PostAsync(ids[0], "Goes on"));
    }

    [Theory, EachEngine]
    public async Task The_trail_of_the_article_that_stayed_has_the_decisions_about_the_other(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        foreach (var articleId in (string[])[from, into])
            await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId, state = "PREMODERATED" });
        var held = await site.Alice.PostAsync(into, "Held");
        await MergeAsync(site, "from", "into");
        foreach (var articleId in (string[])[from, into])
        {
            var moderation = (await site.Mod.QueryAsync(
                "query($id: ID!) { moderation { auditTrail(articleId: $id) { nodes { action } } comments(filter: {articleId: $id}) { nodes { comment { id } } } } }", new { id = articleId })).GetProperty("moderation");
            Assert.Equal(3, moderation.GetProperty("auditTrail").GetProperty("nodes").GetArrayLength());
            Assert.Equal(held, moderation.GetProperty("comments").GetProperty("nodes")[0].GetProperty("comment").GetProperty("id").GetString());
        }
    }

    [Theory, EachEngine]
    public async Task Many_merges_at_once_end_with_one_article_that_all_names_lead_to(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        string[] keys = ["a", "b", "c", "d"];
        var ids = new List<string>();
        foreach (var key in keys)
            ids.Add(await site.ArticleAsync(key));
        await site.Alice.PostAsync(ids[3], "Mine");

        await Task.WhenAll(keys.SelectMany(from => keys.Where(into => into != from).Select(into => MergeAsync(site, from, into))));

        foreach (var by in ids.Select(id => (object)new { id }).Concat(keys.Select(key => (object)new { key })).Concat(keys.Select(key => (object)new { url = $"https://news.example/{key}" })))
            Assert.Equal(ids[3], (await ArticleAsync(site, by)).GetProperty("id").GetString());
    }

    [Theory, EachEngine]
    public async Task Posts_while_articles_are_merged_are_all_there_or_the_merge_is_refused(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        for (var round = 0; round < 5; round++)
        {
            var (from, into) = (await site.ArticleAsync($"from-{round}"), await site.ArticleAsync($"into-{round}"));
            var posts = Enumerable.Range(0, 8).Select(i => site.Person($"reader-{i}").PostAsync(i % 2 == 0 || round % 2 == 0 ? from : into, $"{i}")).ToList();
            var merge = site.Publisher.TryAsync("mergeArticles", "MergeArticlesInput", "article { id }", new { fromKey = $"from-{round}", intoKey = $"into-{round}" });
            await Task.WhenAll([.. posts, merge]);
            var merged = (await merge).GetProperty("errors").GetArrayLength() == 0;
            var counts = new[] { (await ArticleAsync(site, new { id = from })), (await ArticleAsync(site, new { id = into })) }
                .DistinctBy(a => a.GetProperty("id").GetString()).Select(a => a.GetProperty("comments").GetProperty("nodes").GetArrayLength()).ToList();
            Assert.Equal((merged ? 1 : 2, 8), (counts.Count, counts.Sum()));
        }
    }

    private static Task<JsonElement> MergeAsync(Site site, string fromKey, string intoKey) =>
        site.Publisher.DoAsync("mergeArticles", "MergeArticlesInput", $"article {{ {Fields} }}", new { fromKey, intoKey });

    private static async Task<JsonElement> ArticleAsync(Site site, object by) =>
        (await site.Anybody.QueryAsync($"query($by: ArticleBy!) {{ article(by: $by) {{ {Fields} }} }}", new { by })).GetProperty("article");
}
