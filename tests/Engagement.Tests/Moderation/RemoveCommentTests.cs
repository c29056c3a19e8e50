using System.Text.Json;
using Engagement.Comments;
using Engagement.Readers;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class RemoveCommentTests
{
    [Fact]
    public async Task A_published_comment_vanishes_from_page_and_counts_and_its_removal_is_written_down()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId, body: "bad");
        var before = await site.ArticleAsync(articleId);

        var payload = await site.DoAsync(site.Mod, "removeComment", new { commentId, reason = "ABUSIVE", note = "second time", seenState = "PUBLISHED" });

        Assert.Equal("REMOVED", payload.Text("comment", "state"));
        Assert.Equal("bad", payload.Text("comment", "body")); // for the moderator
        Assert.Equal(0, payload.At("article", "engagement", "comments").GetInt32());
        Assert.Equal(0, payload.At("article", "engagement", "participants").GetInt32());
        Assert.True(payload.At("article", "version").GetInt64() > before.Version);
        var data = await site.DataAsync(null, "query ($articleId: ID!, $id: ID!) { article(by: { id: $articleId }) { comments { totalCount } } comment(id: $id) { id } }", new { articleId, id = commentId });
        Assert.Equal(0, data.At("article", "comments", "totalCount").GetInt32());
        Assert.Equal(JsonValueKind.Null, data.At("comment").ValueKind);

        var entry = Assert.Single(await site.TrailAsync());
        Assert.Equal(
            (AuditAction.Remove, CommentState.Published, CommentState.Removed, ReasonCode.Abusive, "second time", 1, site.Now),
            (entry.Action, entry.FromState, entry.ToState, entry.Reason, entry.Note, entry.Ordinal, entry.CreatedAt));
        Assert.Equal((await site.ReaderIdAsync(site.Mod), await site.ReaderIdAsync(site.Ann)), (entry.ActorId, entry.ReaderId));
        Assert.Null(entry.Rule);
    }

    [Fact]
    public async Task A_removed_comment_with_replies_stays_as_a_tombstone()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        await site.PostAsync(site.Ben, articleId, commentId);

        await site.RemoveAsync(site.Mod, commentId);

        var data = await site.DataAsync(null, "query ($id: ID!) { comment(id: $id) { state body author { name } replyCount } }", new { id = commentId });
        Assert.Equal("""{"state":"REMOVED","body":null,"author":null,"replyCount":1}""", data.At("comment").GetRawText());
    }

    [Fact]
    public async Task A_held_comment_is_removed_without_readers_noticing()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var commentId = await site.PostAsync(site.Ann, articleId);
        var version = (await site.ArticleAsync(articleId)).Version;

        await site.RemoveAsync(site.Mod, commentId);

        Assert.Equal(version, (await site.ArticleAsync(articleId)).Version);
        Assert.Empty(await site.RowsAsync<QueueItem>());
        Assert.Equal(CommentState.Removed, (await site.CommentAsync(commentId)).State);
    }

    [Fact]
    public async Task It_unpins_and_closes_the_reports()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        await site.DoAsync(site.Mod, "pinComment", new { commentId });
        await site.ReportAsync(site.Ben, commentId);
        var settings = (await site.ArticleAsync(articleId)).SettingsVersion;

        var payload = await site.RemoveAsync(site.Mod, commentId);

        Assert.Equal(0, payload.At("article", "pinned").GetArrayLength());
        Assert.Equal(0, (await site.CommentAsync(commentId)).PinRank);
        Assert.True((await site.ArticleAsync(articleId)).SettingsVersion > settings);
        Assert.Empty(await site.RowsAsync<QueueItem>());
        Assert.Equal(site.Now, Assert.Single(await site.RowsAsync<CommentReport>()).ClosedAt);
        Assert.Equal([AuditAction.Pin, AuditAction.Remove], (await site.TrailAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task Removing_again_writes_nothing_whatever_state_was_seen()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        await site.RemoveAsync(site.Mod, commentId);

        var payload = await site.MutateIdlyAsync(site.Max, "removeComment", new { commentId, reason = "OTHER", seenState = "PUBLISHED" });

        Assert.Equal("REMOVED", payload.Text("comment", "state"));
    }

    [Fact]
    public async Task A_deleted_comment_is_a_conflict_that_says_who_deleted_it_and_when()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.MutateAsync(site.Ann, "deleteComment", new { commentId });

        var error = await site.RefusalAsync(site.Mod, "removeComment", new { commentId, reason = "SPAM" });

        Assert.Equal("CONFLICT", error.Text("code"));
        Assert.Equal(["commentId"], error.Path());
        Assert.Equal((commentId, "DELETED"), (error.Text("comment", "id"), error.Text("comment", "state")));
        Assert.Equal("Ann", error.Text("changedBy", "name"));
        Assert.Equal("2026-03-01T12:01:00.000Z", error.Text("changedAt"));
    }

    [Fact]
    public async Task Another_state_than_seen_is_a_conflict_that_says_who_changed_it()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PremoderateAsync(articleId);
        var commentId = await site.PostAsync(site.Ann, articleId);
        await site.DoAsync(site.Max, "approveComment", new { commentId });

        var error = await site.RefusalAsync(site.Mod, "removeComment", new { commentId, reason = "SPAM", seenState = "HELD" });

        Assert.Equal(("CONFLICT", "PUBLISHED", "Max"), (error.Text("code"), error.Text("comment", "state"), error.Text("changedBy", "name")));
    }

    [Theory]
    [InlineData("cmt_0000000000000001")]
    [InlineData("art_0000000000001")]
    [InlineData("")]
    public async Task An_unknown_comment_is_not_found(string commentId)
    {
        await using var site = await ModeratedSite.OpenAsync();
        await site.AddArticleAsync();

        foreach (var mutation in new[] { "restoreComment", "approveComment", "pinComment", "unpinComment" })
            Assert.Equal("NOT_FOUND", (await site.RefusalAsync(site.Mod, mutation, new { commentId })).Text("code"));
        Assert.Equal("NOT_FOUND", (await site.RefusalAsync(site.Mod, "removeComment", new { commentId, reason = "SPAM" })).Text("code"));
    }

    [Fact]
    public async Task A_comment_whose_number_is_unknown_is_not_found()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());

        Assert.Equal("NOT_FOUND", (await site.RefusalAsync(site.Mod, "removeComment", new { commentId = commentId[..^1] + "9", reason = "SPAM" })).Text("code"));
    }

    [Theory]
    [InlineData("a", 501, "TOO_LONG", 500)]
    [InlineData("👨‍👩‍👧‍👦", 100, "TOO_MANY_BYTES", 2000)]
    [InlineData("\0", 1, "MALFORMED", null)]
    public async Task A_bad_note_is_refused_by_each_decision(string text, int times, string problem, int? limit)
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        var note = string.Concat(Enumerable.Repeat(text, times));

        foreach (var mutation in new[] { "removeComment", "restoreComment", "approveComment" })
        {
            var error = await site.RefusalAsync(site.Mod, mutation, mutation == "removeComment"
                ? new { commentId, reason = "SPAM", note }
                : new { commentId, note });
            Assert.Equal(("INVALID_INPUT", problem), (error.Text("code"), error.Text("problem")));
            Assert.Equal(["note"], error.Path());
            Assert.Equal(limit, error.At("limit") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null);
        }
    }

    [Fact]
    public async Task A_note_of_500_characters_is_kept()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        var note = string.Concat(Enumerable.Repeat("😀", 500));

        await site.DoAsync(site.Mod, "removeComment", new { commentId, reason = "SPAM", note });

        Assert.Equal(note, Assert.Single(await site.TrailAsync()).Note);
    }
}
