using Engagement.Comments;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class RestoreCommentTests
{
    [Fact]
    public async Task A_removed_comment_comes_back_with_a_new_added_version_and_without_its_pin()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId, body: "fine after all");
        await site.DoAsync(site.Mod, "pinComment", new { commentId });
        var first = await site.CommentAsync(commentId);
        await site.RemoveAsync(site.Mod, commentId);

        var payload = await site.DoAsync(site.Max, "restoreComment", new { commentId, note = "sorry", seenState = "REMOVED" });

        Assert.Equal(("PUBLISHED", "fine after all"), (payload.Text("comment", "state"), payload.Text("comment", "body")));
        Assert.Equal(1, payload.At("article", "engagement", "comments").GetInt32());
        Assert.Equal(0, payload.At("article", "pinned").GetArrayLength());
        var second = await site.CommentAsync(commentId);
        Assert.True(second.AddedVersion > first.AddedVersion);
        Assert.Equal(first.PublishedAt, second.PublishedAt);
        var entry = (await site.TrailAsync())[^1];
        Assert.Equal(
            (AuditAction.Restore, CommentState.Removed, CommentState.Published, "sorry", 3),
            (entry.Action, entry.FromState, entry.ToState, entry.Note, entry.Ordinal));
    }

    [Fact]
    public async Task A_comment_that_was_held_when_it_was_removed_becomes_published()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var commentId = await site.PostAsync(site.Ann, articleId);
        await site.RemoveAsync(site.Mod, commentId);

        var payload = await site.DoAsync(site.Mod, "restoreComment", new { commentId });

        Assert.Equal("PUBLISHED", payload.Text("comment", "state"));
        Assert.Empty(await site.RowsAsync<QueueItem>());
    }

    [Fact]
    public async Task A_published_comment_is_left_alone()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());

        await site.MutateIdlyAsync(site.Mod, "restoreComment", new { commentId, seenState = "REMOVED" });
    }

    [Fact]
    public async Task Nobody_restores_what_its_author_deleted_and_a_held_one_is_approved_instead()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var deleted = await site.PostAsync(site.Ann, articleId);
        await site.MutateAsync(site.Ann, "deleteComment", new { commentId = deleted });
        await site.PremoderateAsync(articleId);
        var held = await site.PostAsync(site.Ann, articleId);

        Assert.Equal("CONFLICT", (await site.RefusalAsync(site.Admin, "restoreComment", new { commentId = deleted })).Text("code"));
        Assert.Equal("CONFLICT", (await site.RefusalAsync(site.Mod, "restoreComment", new { commentId = held })).Text("code"));
    }

    [Fact]
    public async Task Another_state_than_seen_is_a_conflict()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        await site.RemoveAsync(site.Mod, commentId);

        var error = await site.RefusalAsync(site.Max, "restoreComment", new { commentId, seenState = "HELD" });

        Assert.Equal(("CONFLICT", "REMOVED", "Mod"), (error.Text("code"), error.Text("comment", "state"), error.Text("changedBy", "name")));
        Assert.Equal(("text", "Ann"), (error.Text("comment", "body"), error.Text("comment", "author", "name")));
    }
}
