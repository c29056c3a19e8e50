using Engagement.Comments;
using Engagement.Moderation;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class ApproveCommentTests
{
    [Fact]
    public async Task A_held_comment_is_published_and_leaves_the_queue()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        var commentId = await site.PostAsync(site.Ann, articleId);
        Assert.Equal(0, (await site.ArticleAsync(articleId)).CommentCount);
        Assert.Equal(QueueKind.Held, Assert.Single(await site.RowsAsync<QueueItem>()).Kind);
        site.Time.Advance(TimeSpan.FromMinutes(3));

        var payload = await site.DoAsync(site.Mod, "approveComment", new { commentId, note = "ok", seenState = "HELD" });

        Assert.Equal("PUBLISHED", payload.Text("comment", "state"));
        Assert.Equal(1, payload.At("article", "engagement", "comments").GetInt32());
        Assert.Empty(await site.RowsAsync<QueueItem>());
        Assert.Equal(site.Now, (await site.CommentAsync(commentId)).PublishedAt);
        var trail = await site.TrailAsync();
        Assert.Equal([AuditAction.SetCommenting, AuditAction.Hold, AuditAction.Approve], trail.Select(e => e.Action));
        Assert.Equal((null, CommentState.Held, Decision.Premoderated, 1), (trail[1].FromState, trail[1].ToState, trail[1].Rule, trail[1].Ordinal));
        Assert.Equal((CommentState.Held, CommentState.Published, "ok", 2), (trail[2].FromState, trail[2].ToState, trail[2].Note, trail[2].Ordinal));
    }

    [Fact]
    public async Task On_a_published_comment_it_closes_the_open_reports_and_readers_notice_nothing()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        await site.ReportAsync(site.Ben, commentId);
        await site.ReportAsync(site.Max, commentId);
        var version = (await site.ArticleAsync(articleId)).Version;

        await site.DoAsync(site.Mod, "approveComment", new { commentId, note = "within the rules" });

        Assert.Empty(await site.RowsAsync<QueueItem>());
        Assert.All(await site.RowsAsync<CommentReport>(), r => Assert.Equal(site.Now, r.ClosedAt));
        Assert.Equal(version, (await site.ArticleAsync(articleId)).Version);
        var entry = Assert.Single(await site.TrailAsync());
        Assert.Equal(
            (AuditAction.Approve, CommentState.Published, CommentState.Published, "within the rules", 1),
            (entry.Action, entry.FromState, entry.ToState, entry.Note, entry.Ordinal));
        Assert.Equal(CommentState.Published, AuditReplay.StateAfter([entry]));
    }

    [Fact]
    public async Task On_a_published_comment_without_open_reports_it_writes_nothing()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());

        await site.MutateIdlyAsync(site.Mod, "approveComment", new { commentId });
    }

    [Fact]
    public async Task Whoever_saw_it_held_does_not_close_reports_that_came_after_its_publication()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var commentId = await site.PostAsync(site.Ann, articleId);
        await site.DoAsync(site.Max, "approveComment", new { commentId, seenState = "HELD" });
        await site.ReportAsync(site.Ben, commentId);

        Assert.Equal("CONFLICT", (await site.RefusalAsync(site.Mod, "approveComment", new { commentId, seenState = "HELD" })).Text("code"));
        Assert.Null(Assert.Single(await site.RowsAsync<CommentReport>()).ClosedAt);

        await site.MutateAsync(site.Mod, "approveComment", new { commentId, seenState = "PUBLISHED" });
        await site.MutateIdlyAsync(site.Mod, "approveComment", new { commentId, seenState = "HELD" });
    }

    [Fact]
    public async Task Removed_and_deleted_comments_are_conflicts()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var removed = await site.PostAsync(site.Ann, articleId);
        var deleted = await site.PostAsync(site.Ann, articleId);
        await site.RemoveAsync(site.Mod, removed);
        await site.MutateAsync(site.Ann, "deleteComment", new { commentId = deleted });

        Assert.Equal("CONFLICT", (await site.RefusalAsync(site.Mod, "approveComment", new { commentId = removed })).Text("code"));
        Assert.Equal("CONFLICT", (await site.RefusalAsync(site.Mod, "approveComment", new { commentId = deleted })).Text("code"));
    }

    [Fact]
    public async Task Another_state_than_seen_is_a_conflict()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var commentId = await site.PostAsync(site.Ann, articleId);

        Assert.Equal("CONFLICT", (await site.RefusalAsync(site.Mod, "approveComment", new { commentId, seenState = "REMOVED" })).Text("code"));
    }

    [Fact]
    public async Task A_held_comment_is_the_authors_and_the_moderators_alone()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var commentId = await site.PostAsync(site.Ann, articleId);
        const string Document = "query ($id: ID!, $articleId: ID!) { comment(id: $id) { body } node(id: $id) { id } viewer { thread(articleId: $articleId) { pending { id } } } }";

        var author = await site.DataAsync(site.Ann, Document, new { id = commentId, articleId });
        var moderator = await site.DataAsync(site.Mod, Document, new { id = commentId, articleId });
        var other = await site.DataAsync(site.Ben, Document, new { id = commentId, articleId });
        var anonymous = await site.DataAsync(null, Document, new { id = commentId, articleId });

        Assert.Equal([commentId], author.At("viewer", "thread", "pending").Each("id"));
        Assert.Equal(("text", commentId), (author.Text("comment", "body"), author.Text("node", "id")));
        Assert.Equal(("text", commentId), (moderator.Text("comment", "body"), moderator.Text("node", "id")));
        Assert.Equal("""{"comment":null,"node":null,"viewer":{"thread":{"pending":[]}}}""", other.GetRawText());
        Assert.Equal("""{"comment":null,"node":null,"viewer":null}""", anonymous.GetRawText());
    }
}
