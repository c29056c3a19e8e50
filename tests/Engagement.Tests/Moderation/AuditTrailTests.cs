using System.Text.Json;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class AuditTrailTests
{
    private const string Document = """
        query ($commentId: ID, $readerId: ID, $articleId: ID, $moderatorId: ID, $first: Int, $after: String) {
          moderation { auditTrail(commentId: $commentId, readerId: $readerId, articleId: $articleId, moderatorId: $moderatorId, first: $first, after: $after) {
            edges { cursor }
            nodes { id action actor { name } rule comment { id body } reader { name } article { key } fromState toState reason note createdAt }
            pageInfo { hasNextPage hasPreviousPage endCursor }
          } }
        }
        """;

    [Fact]
    public async Task Each_decision_says_who_what_when_and_why()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync("a");
        await site.PremoderateAsync(articleId);
        site.Time.Advance(TimeSpan.FromSeconds(1));
        var commentId = await site.PostAsync(site.Ann, articleId, body: "secret");
        await site.DoAsync(site.Mod, "removeComment", new { commentId, reason = "OFF_TOPIC", note = "n" });
        await site.DoAsync(site.Max, "banReader", new { readerId = await site.PublicReaderIdAsync(site.Ben), reason = "SPAM", note = "b" });

        var entries = await TrailAsync(site, new { });
        var byComment = await TrailAsync(site, new { commentId });

        Assert.Equal(["BAN", "HOLD", "REMOVE", "SET_COMMENTING"], entries.Each("action").Order());
        Assert.Equal(["REMOVE", "HOLD"], byComment.Each("action"));
        Assert.Equal("SET_COMMENTING", entries[3].Text("action")); // a second older than the others
        var text = string.Join('\n', entries.EnumerateArray().Select(e => $"{{{string.Join(',', e.EnumerateObject().Where(p => p.Name != "id").Select(p => p.ToString()))}}}").Order());
        Assert.Equal(
            $$$"""
            {"action":"BAN","actor":{"name":"Max"},"rule":null,"comment":null,"reader":{"name":"Ben"},"article":null,"fromState":null,"toState":null,"reason":"SPAM","note":"b","createdAt":"2026-03-01T12:00:01.000Z"}
            {"action":"HOLD","actor":null,"rule":"PREMODERATED","comment":{"id":"{{{commentId}}}","body":"secret"},"reader":{"name":"Ann"},"article":{"key":"a"},"fromState":null,"toState":"HELD","reason":null,"note":null,"createdAt":"2026-03-01T12:00:01.000Z"}
            {"action":"REMOVE","actor":{"name":"Mod"},"rule":null,"comment":{"id":"{{{commentId}}}","body":"secret"},"reader":{"name":"Ann"},"article":{"key":"a"},"fromState":"HELD","toState":"REMOVED","reason":"OFF_TOPIC","note":"n","createdAt":"2026-03-01T12:00:01.000Z"}
            {"action":"SET_COMMENTING","actor":{"name":"Mod"},"rule":null,"comment":null,"reader":null,"article":{"key":"a"},"fromState":null,"toState":null,"reason":null,"note":"PREMODERATED","createdAt":"2026-03-01T12:00:00.000Z"}
            """,
            text);
    }

    [Fact]
    public async Task Filters_combine()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var (one, two) = (await site.AddArticleAsync("one"), await site.AddArticleAsync("two"));
        var (ofAnn, ofBen) = (await site.PostAsync(site.Ann, one), await site.PostAsync(site.Ben, two));
        await site.RemoveAsync(site.Mod, ofAnn);
        await site.RemoveAsync(site.Max, ofBen);
        await site.DoAsync(site.Mod, "pinComment", new { commentId = await site.PostAsync(site.Ben, one) });
        var (ann, ben) = (await site.PublicReaderIdAsync(site.Ann), await site.PublicReaderIdAsync(site.Ben));
        await site.DoAsync(site.Max, "banReader", new { readerId = ben, reason = "SPAM" });
        var (mod, max) = (await site.PublicReaderIdAsync(site.Mod), await site.PublicReaderIdAsync(site.Max));

        (object Filter, string[] Actions)[] cases =
        [
            (new { commentId = ofAnn }, ["REMOVE"]),
            (new { articleId = one }, ["PIN", "REMOVE"]),
            (new { readerId = ben }, ["BAN", "PIN", "REMOVE"]),
            (new { readerId = ben, articleId = two }, ["REMOVE"]),
            (new { moderatorId = mod }, ["PIN", "REMOVE"]),
            (new { moderatorId = max, readerId = ben }, ["BAN", "REMOVE"]),
            (new { moderatorId = max, readerId = ann }, []),
            (new { commentId = ofAnn, articleId = two }, []),
            (new { commentId = "no id" }, []), (new { readerId = "no id" }, []), (new { articleId = "no id" }, []), (new { moderatorId = "no id" }, []),
        ];
        foreach (var (filter, actions) in cases)
        {
            var found = (await TrailAsync(site, filter)).Each("action").Order().ToArray();
            Assert.True(actions.SequenceEqual(found), $"{JsonSerializer.Serialize(filter)}: {string.Join(' ', found)}");
        }
    }

    [Fact]
    public async Task Entries_of_one_comment_keep_their_order_within_a_millisecond_and_over_pages()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var commentId = await site.PostAsync(site.Ann, articleId);
        var expected = new List<string> { "HOLD" };
        foreach (var action in Enumerable.Repeat(new[] { "remove", "restore", "pin", "unpin" }, 8).SelectMany(a => a))
        {
            await site.DoAsync(site.Mod, $"{action}Comment", action == "remove" ? new { commentId, reason = "SPAM" } : new { commentId });
            expected.Insert(0, action.ToUpperInvariant());
        }

        var found = new List<string>();
        string? after = null;
        for (var more = true; more;)
        {
            var page = (await site.DataAsync(site.Mod, Document, new { readerId = await site.PublicReaderIdAsync(site.Ann), first = 10, after })).At("moderation", "auditTrail");
            Assert.Equal(after is not null, page.At("pageInfo", "hasPreviousPage").GetBoolean());
            found.AddRange(page.At("nodes").Each("action")!);
            after = page.Text("pageInfo", "endCursor");
            more = page.At("pageInfo", "hasNextPage").GetBoolean();
        }

        Assert.Equal(expected, found);
        Assert.Equal(expected, (await TrailAsync(site, new { commentId, first = 100 })).Each("action"));
        Assert.Equal(Enumerable.Range(1, expected.Count), (await site.TrailAsync()).Where(e => e.Seq is not null).Select(e => e.Ordinal));
    }

    [Fact]
    public async Task Entries_of_transactions_of_one_millisecond_are_all_written()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var (article, ann) = (ArticleView.ParseId(articleId)!.Value, await site.ReaderIdAsync(site.Ann));

        var held = await site.Get<PostBatch>().WriteAsync(
            [.. Enumerable.Range(0, 300).Select(_ => new PostDraft(article, null, ann, "text", null, null, SeesAll: false))], TestContext.Current.CancellationToken);
        await site.RemoveAsync(site.Mod, new CommentKey(article, held[0].Posted!.Value.Comment.Seq).ToString());

        Assert.Equal(302, (await site.TrailAsync()).Count);
    }

    [Fact]
    public async Task Entries_keep_their_order_though_the_clock_of_the_one_before_was_ahead()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        var readerId = await site.PublicReaderIdAsync(site.Ann);
        await site.RemoveAsync(site.Mod, commentId);
        await site.DoAsync(site.Mod, "banReader", new { readerId, reason = "SPAM" });
        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "CLOSED" });
        var ahead = site.Now.AddHours(1); // as if another replica had written them
        await using (var db = await site.DbAsync())
            foreach (var entry in await db.Set<AuditEntry>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken))
                await db.Set<AuditEntry>().Where(e => e.Id == entry.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Id, Ids.New(ahead)), TestContext.Current.CancellationToken);

        await site.DoAsync(site.Mod, "restoreComment", new { commentId });
        await site.DoAsync(site.Mod, "unbanReader", new { readerId });
        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "OPEN" });

        Assert.Equal(["RESTORE", "REMOVE"], (await TrailAsync(site, new { commentId })).Each("action"));
        Assert.Equal(["UNBAN", "BAN"], (await TrailAsync(site, new { readerId })).Each("action").Where(a => a!.EndsWith("BAN", StringComparison.Ordinal)));
        Assert.Equal(["OPEN", "CLOSED"], (await TrailAsync(site, new { articleId })).Each("note").Where(n => n is not null));
    }

    [Fact]
    public async Task Every_filter_is_answered_by_an_index_without_sorting()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var id = await site.PublicReaderIdAsync(site.Ann);
        foreach (var filter in new object[] { new { }, new { articleId }, new { readerId = id }, new { moderatorId = id } })
        {
            site.Commands.Clear();
            await site.DataAsync(site.Mod, Document, filter);

            var plan = await site.PlanAsync(Assert.Single(site.Commands.Texts, t => t.Contains("\"AuditEntries\"", StringComparison.Ordinal)));

            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    private static async Task<JsonElement> TrailAsync(ModeratedSite site, object filter) =>
        (await site.DataAsync(site.Mod, Document, filter)).At("moderation", "auditTrail", "nodes");
}
