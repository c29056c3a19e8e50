using Engagement.Comments;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class PinCommentTests
{
    [Fact]
    public async Task Pins_of_any_depth_come_in_the_order_of_pinning_and_do_not_touch_the_comments()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var first = await site.PostAsync(site.Ann, articleId);
        var second = await site.PostAsync(site.Ben, articleId);
        var reply = await site.PostAsync(site.Ann, articleId, first);
        var before = await site.ArticleAsync(articleId);
        var version = (await site.CommentAsync(reply)).ChangedVersion;

        await site.DoAsync(site.Mod, "pinComment", new { commentId = reply });
        await site.DoAsync(site.Mod, "pinComment", new { commentId = second });
        var payload = await site.DoAsync(site.Mod, "pinComment", new { commentId = first });

        Assert.Equal([reply, second, first], payload.At("article", "pinned").Each("id"));
        var after = await site.ArticleAsync(articleId);
        Assert.Equal((before.Version + 3, before.Version + 3, before.Version + 3), (after.Version, after.SettingsVersion, after.ContentVersion));
        Assert.Equal(version, (await site.CommentAsync(reply)).ChangedVersion);
        Assert.All(await site.TrailAsync(), e => Assert.Equal((AuditAction.Pin, null, null), (e.Action, e.FromState, e.ToState)));
    }

    [Fact]
    public async Task A_fourth_pin_is_refused_until_one_is_taken_off()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
            ids.Add(await site.PostAsync(site.Ann, articleId));
        foreach (var commentId in ids[..3])
            await site.DoAsync(site.Mod, "pinComment", new { commentId });

        var error = await site.RefusalAsync(site.Mod, "pinComment", new { commentId = ids[3] });
        Assert.Equal(("INVALID_INPUT", "TOO_MANY", 3), (error.Text("code"), error.Text("problem"), error.At("limit").GetInt32()));
        Assert.Equal(["commentId"], error.Path());

        await site.DoAsync(site.Mod, "unpinComment", new { commentId = ids[0] });
        var payload = await site.DoAsync(site.Mod, "pinComment", new { commentId = ids[3] });
        Assert.Equal([ids[1], ids[2], ids[3]], payload.At("article", "pinned").Each("id"));
    }

    [Fact]
    public async Task Pinned_again_or_unpinned_again_writes_nothing()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());

        await site.MutateIdlyAsync(site.Mod, "unpinComment", new { commentId });
        await site.DoAsync(site.Mod, "pinComment", new { commentId });
        await site.MutateIdlyAsync(site.Max, "pinComment", new { commentId });
        var payload = await site.DoAsync(site.Max, "unpinComment", new { commentId });
        await site.MutateIdlyAsync(site.Mod, "unpinComment", new { commentId });

        Assert.Equal(0, payload.At("article", "pinned").GetArrayLength());
        Assert.Equal([AuditAction.Pin, AuditAction.Unpin], (await site.TrailAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task Only_what_is_published_can_be_pinned()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var removed = await site.PostAsync(site.Ann, articleId);
        await site.RemoveAsync(site.Mod, removed);
        await site.PremoderateAsync(articleId);
        var held = await site.PostAsync(site.Ann, articleId);

        foreach (var (commentId, state) in new[] { (removed, "REMOVED"), (held, "HELD") })
        {
            var error = await site.RefusalAsync(site.Mod, "pinComment", new { commentId });
            Assert.Equal(("CONFLICT", state), (error.Text("code"), error.Text("comment", "state")));
            await site.MutateIdlyAsync(site.Mod, "unpinComment", new { commentId });
        }
    }

    [Fact]
    public async Task Deleting_a_pinned_comment_unpins_it()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        await site.DoAsync(site.Mod, "pinComment", new { commentId });

        await site.MutateAsync(site.Ann, "deleteComment", new { commentId });

        var data = await site.DataAsync(null, "query ($articleId: ID!) { article(by: { id: $articleId }) { pinned { id } } }", new { articleId });
        Assert.Equal(0, data.At("article", "pinned").GetArrayLength());
    }

    [Fact]
    public async Task The_pins_of_a_long_thread_are_found_by_their_index()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        site.Commands.Clear();
        await site.DataAsync(null, "query ($articleId: ID!) { article(by: { id: $articleId }) { pinned { id } } }", new { articleId });

        var plan = await site.PlanAsync(site.Commands.Texts.Single(t => t.Contains("\"PinRank\" >", StringComparison.Ordinal)));

        Assert.Contains("IX_Comments_ArticleId_PinRank", plan, StringComparison.Ordinal);
    }
}
