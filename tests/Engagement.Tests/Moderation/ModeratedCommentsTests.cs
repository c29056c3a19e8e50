using System.Text.Json;
using Engagement.Comments;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class ModeratedCommentsTests
{
    private const string Document = """
        query ($filter: ModeratedCommentFilter, $first: Int, $after: String) {
          moderation { comments(filter: $filter, first: $first, after: $after) {
            edges { cursor node { comment { id } } } nodes { comment { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          } }
        }
        """;

    [Fact]
    public async Task All_comments_in_every_state_come_newest_first_over_all_articles_with_author_and_body()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var (one, two) = (await site.AddArticleAsync("one"), await site.AddArticleAsync("two"));
        var ids = new List<string>();
        foreach (var articleId in new[] { two, one, two, one })
        {
            ids.Add(await site.PostAsync(site.Ann, articleId, body: $"number {ids.Count}"));
            site.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await site.RemoveAsync(site.Mod, ids[1]);
        await site.MutateAsync(site.Ann, "deleteComment", new { commentId = ids[2] });

        var data = await site.DataAsync(site.Mod, "{ moderation { comments { nodes { comment { id state body author { name } } } } } }");

        var nodes = data.At("moderation", "comments", "nodes");
        Assert.Equal([ids[3], ids[2], ids[1], ids[0]], nodes.Each("comment", "id"));
        Assert.Equal(["PUBLISHED", "DELETED", "REMOVED", "PUBLISHED"], nodes.Each("comment", "state"));
        Assert.Equal(["number 3", "number 2", "number 1", "number 0"], nodes.Each("comment", "body"));
        Assert.All(nodes.Each("comment", "author", "name"), name => Assert.Equal("Ann", name));
    }

    [Fact]
    public async Task Each_filter_and_their_combination_finds_what_it_says()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var politics = await site.AddArticleAsync("politics", "politics", "economy");
        var economy = await site.AddArticleAsync("economy", "economy", "politics");
        var removed = await site.PostAsync(site.Ann, politics);
        var reported = await site.PostAsync(site.Ben, politics);
        var plain = await site.PostAsync(site.Ann, economy);
        await site.RemoveAsync(site.Mod, removed);
        await site.ReportAsync(site.Ann, reported);
        await site.PremoderateAsync(economy);
        var held = await site.PostAsync(site.Ben, economy);
        var ann = await site.PublicReaderIdAsync(site.Ann);

        (object Filter, string[] Found)[] cases =
        [
            (new { }, [removed, reported, plain, held]),
            (new { states = new[] { "REMOVED" } }, [removed]),
            (new { states = new[] { "REMOVED", "HELD" } }, [removed, held]),
            (new { states = new[] { "HELD" } }, [held]),
            (new { states = Array.Empty<string>() }, []),
            (new { reported = true }, [reported]),
            (new { reported = false }, [removed, plain, held]),
            (new { reported = true, states = new[] { "HELD" } }, []),
            (new { reported = true, states = new[] { "PUBLISHED", "REMOVED" } }, [reported]),
            (new { articleId = politics }, [removed, reported]),
            (new { articleId = economy, states = new[] { "HELD" } }, [held]),
            (new { articleId = politics, states = new[] { "HELD" } }, []),
            (new { readerId = ann }, [removed, plain]),
            (new { readerId = ann, articleId = economy }, [plain]),
            (new { readerId = ann, states = new[] { "HELD" } }, []),
            (new { channel = "politics" }, [removed, reported]), // the home channel, not every channel
            (new { channel = "economy", states = new[] { "HELD" } }, [held]),
            (new { channel = "politics", reported = true }, [reported]),
            (new { channel = "economy", reported = true }, []),
            (new { channel = "Politics" }, []),
            (new { articleId = "no id" }, []),
            (new { readerId = "no id" }, []),
        ];
        foreach (var (filter, found) in cases)
        {
            var data = await site.DataAsync(site.Mod, Document, new { filter });
            Assert.True(
                found.ToHashSet().SetEquals(data.At("moderation", "comments", "nodes").Each("comment", "id")!),
                $"{JsonSerializer.Serialize(filter)}: {data}");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"states":["HELD"]}""")]
    [InlineData("""{"reported":true}""")]
    [InlineData("""{"articleId":"?"}""")]
    [InlineData("""{"articleId":"?","states":["HELD"]}""")]
    [InlineData("""{"articleId":"?","reported":true}""")]
    public async Task Pages_follow_one_another_without_gap_or_repeat_though_all_are_of_one_millisecond(string filter)
    {
        await using var site = await ModeratedSite.OpenAsync();
        string[] articles = [await site.AddArticleAsync("one"), await site.AddArticleAsync("two")];
        filter = filter.Replace("?", articles[0], StringComparison.Ordinal);
        var held = filter.Contains("HELD", StringComparison.Ordinal);
        if (held)
            foreach (var articleId in articles)
                await site.PremoderateAsync(articleId);
        var expected = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            var id = await site.PostAsync(site.Ann, articles[i % 2]);
            if (!held)
                await site.ReportAsync(site.Ben, id);
            if (!filter.Contains("articleId", StringComparison.Ordinal) || i % 2 == 0)
                expected.Add(id);
        }

        var found = new List<string>();
        string? after = null;
        for (var more = true; more;)
        {
            var page = (await site.DataAsync(site.Mod, Document, new { filter = JsonSerializer.Deserialize<JsonElement>(filter), first = 3, after })).At("moderation", "comments");
            Assert.Equal(after is not null, page.At("pageInfo", "hasPreviousPage").GetBoolean());
            Assert.Equal(page.At("edges")[0].Text("cursor"), page.Text("pageInfo", "startCursor"));
            found.AddRange(page.At("edges").Each("node", "comment", "id")!);
            after = page.Text("pageInfo", "endCursor");
            more = page.At("pageInfo", "hasNextPage").GetBoolean();
        }

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(expected.Order(), found.Order());
        foreach (var ofOneArticle in found.Select(id => CommentKey.Parse(id)!.Value).GroupBy(k => k.ArticleId))
            Assert.Equal(ofOneArticle.OrderByDescending(k => k.Seq), ofOneArticle);
    }

    [Fact]
    public async Task Of_one_article_the_order_is_that_of_the_thread_whatever_the_clocks_said()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var (first, second) = (await site.PostAsync(site.Ann, articleId), await site.PostAsync(site.Ann, articleId));
        var key = CommentKey.Parse(second)!.Value;
        await using (var db = await site.DbAsync())
            await db.Set<Comment>().Where(c => c.Seq == key.Seq)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.CreatedAt, site.Now.AddMinutes(-1)), TestContext.Current.CancellationToken);

        var data = await site.DataAsync(site.Mod, Document, new { filter = new { articleId } });

        Assert.Equal([second, first], data.At("moderation", "comments", "nodes").Each("comment", "id"));
    }

    [Fact]
    public async Task Held_and_reported_ones_are_read_from_the_queue_by_its_index()
    {
        await using var site = await ModeratedSite.OpenAsync();
        foreach (var filter in new object[] { new { states = new[] { "HELD" } }, new { reported = true } })
        {
            site.Commands.Clear();
            await site.DataAsync(site.Mod, Document, new { filter });

            var plan = await site.PlanAsync(Assert.Single(site.Commands.Texts));

            Assert.Contains("IX_QueueItems_Kind_CommentCreatedAt_ArticleId_Seq (Kind=?)", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reports_and_decisions_come_newest_first_at_the_same_cost_for_one_comment_and_for_twenty()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commands = new List<int>();
        for (var posts = 0; posts < 20; posts++)
        {
            var commentId = await site.PostAsync(site.Ann, articleId);
            await site.ReportAsync(site.Ben, commentId);
            site.Time.Advance(TimeSpan.FromSeconds(1));
            await site.DoAsync(site.Max, "reportComment", new { commentId, reason = "OTHER", details = "look" });
            await site.RemoveAsync(site.Mod, commentId);
            await site.DoAsync(site.Max, "restoreComment", new { commentId });
            if (posts is not (0 or 19))
                continue;

            site.Commands.Clear();
            var data = await site.DataAsync(site.Admin, """
                { moderation { comments(first: 100) { nodes {
                  comment { id author { name } article { key } }
                  reports { reader { name } reason details createdAt }
                  decisions { action actor { name } reader { name } comment { id } article { key } fromState toState }
                } } } }
                """);
            commands.Add(site.Commands.Texts.Count);
            foreach (var node in data.At("moderation", "comments", "nodes").EnumerateArray())
            {
                Assert.Equal(["Max", "Ben"], node.At("reports").Each("reader", "name"));
                Assert.Equal(["OTHER", "SPAM"], node.At("reports").Each("reason"));
                Assert.Equal(["look", null], node.At("reports").Each("details"));
                Assert.Equal(["RESTORE", "REMOVE"], node.At("decisions").Each("action"));
                Assert.Equal(["Max", "Mod"], node.At("decisions").Each("actor", "name"));
                Assert.All(node.At("decisions").Each("comment", "id"), id => Assert.Equal(node.Text("comment", "id"), id));
            }
        }
        Assert.Equal(commands[0], commands[1]);
    }

    [Fact]
    public async Task Of_many_reports_of_one_comment_the_latest_hundred_come()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        for (var i = 0; i < 103; i++)
        {
            site.Time.Advance(TimeSpan.FromSeconds(1));
            await site.MutateAsync(ModeratedSite.Person($"r{i}", Engagement.Readers.Roles.Reader), "reportComment", new { commentId, reason = "SPAM" });
        }

        var data = await site.DataAsync(site.Mod, "{ moderation { comments { nodes { reports { reader { name } } } } } }");

        var names = data.At("moderation", "comments", "nodes")[0].At("reports").Each("reader", "name");
        Assert.Equal(Enumerable.Range(3, 100).Reverse().Select(i => $"r{i}"), names);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task A_page_is_at_most_100(int first)
    {
        await using var site = await ModeratedSite.OpenAsync();
        foreach (var field in new[] { "comments", "auditTrail" })
        {
            var answer = await site.AnswerAsync(site.Mod, $$"""{ moderation { {{field}}(first: {{first}}) { pageInfo { hasNextPage } } } }""");
            Assert.Equal("INVALID_PAGE", answer.At("errors")[0].Text("extensions", "code"));
        }
    }

    [Fact]
    public async Task Foreign_cursors_are_refused()
    {
        await using var site = await ModeratedSite.OpenAsync();
        foreach (var field in new[] { "comments", "auditTrail" })
        {
            var answer = await site.AnswerAsync(site.Mod, $$"""{ moderation { {{field}}(after: "x") { pageInfo { hasNextPage } } } }""");
            Assert.Equal("INVALID_PAGE", answer.At("errors")[0].Text("extensions", "code"));
        }
    }
}
