using CsCheck;
using Engagement.Comments;
using Engagement.Moderation;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class AuditReplayTests
{
    [Fact]
    public void A_comment_without_entries_is_published() => Assert.Equal(CommentState.Published, AuditReplay.StateAfter([]));

    [Fact]
    public void A_held_comment_begins_as_its_hold_says() =>
        Assert.Equal(CommentState.Held, AuditReplay.StateAfter([Entry(1, AuditAction.Hold, null, CommentState.Held)]));

    [Fact]
    public void Entries_are_taken_in_the_order_of_their_ordinals_and_those_not_about_the_state_are_passed_over() =>
        Assert.Equal(CommentState.Published, AuditReplay.StateAfter(
        [
            Entry(4, AuditAction.Restore, CommentState.Removed, CommentState.Published),
            Entry(3, AuditAction.Remove, CommentState.Published, CommentState.Removed),
            Entry(1, AuditAction.Pin, null, null),
            Entry(2, AuditAction.Approve, CommentState.Published, CommentState.Published),
        ]));

    [Fact]
    public void A_missing_entry_is_noticed() => Assert.Throws<InvalidOperationException>(() => AuditReplay.StateAfter(
    [
        Entry(1, AuditAction.Remove, CommentState.Published, CommentState.Removed),
        Entry(3, AuditAction.Remove, CommentState.Published, CommentState.Removed),
    ]));

    [Fact]
    public void An_entry_that_does_not_follow_is_noticed() => Assert.Throws<InvalidOperationException>(() => AuditReplay.StateAfter(
    [
        Entry(1, AuditAction.Remove, CommentState.Published, CommentState.Removed),
        Entry(2, AuditAction.Approve, CommentState.Held, CommentState.Published),
    ]));

    [Fact]
    public async Task After_any_sequence_of_decisions_each_state_is_rebuilt_and_queue_pins_and_counts_fit()
    {
        string[] operations = ["post", "post", "removeComment", "restoreComment", "approveComment", "pinComment", "unpinComment", "deleteComment", "reportComment", "premoderate", "open"];
        await using var site = await ModeratedSite.OpenAsync();
        await Gen.Select(Gen.Int[0, operations.Length - 1], Gen.Int[0, 7]).List[0, 40].SampleAsync(async steps =>
        {
            var articleId = await site.AddArticleAsync($"{Guid.NewGuid()}");
            var ids = new List<string>();
            foreach (var (operation, target) in steps)
            {
                if (operations[operation] is "premoderate" or "open")
                    await site.MutateAsync(site.Mod, "setCommenting", new { articleId, state = operations[operation] == "open" ? "OPEN" : "PREMODERATED" });
                else if (operations[operation] == "post" || ids.Count == 0)
                    await PostAsync(site, articleId, target < ids.Count ? ids[target] : null, ids);
                else
                    await DecideAsync(site, operations[operation], ids[target % ids.Count]);
                await CheckAsync(site, articleId);
            }
        }, iter: 20, threads: 1);
    }

    private static async Task PostAsync(ModeratedSite site, string articleId, string? parentId, List<string> ids)
    {
        var payload = await site.MutateAsync(site.Ann, "postComment", new { articleId, parentId, body = "b" });
        if (payload.Codes().Length == 0)
            ids.Add(payload.Text("comment", "id")!);
    }

    private static Task DecideAsync(ModeratedSite site, string operation, string commentId) => operation switch
    {
        "removeComment" => site.MutateAsync(site.Mod, operation, new { commentId, reason = "SPAM" }),
        "reportComment" => site.MutateAsync(site.Ben, operation, new { commentId, reason = "SPAM" }),
        "deleteComment" => site.MutateAsync(site.Ann, operation, new { commentId }),
        _ => site.MutateAsync(site.Mod, operation, new { commentId }),
    };

    private static async Task CheckAsync(ModeratedSite site, string articleId)
    {
        var article = await site.ArticleAsync(articleId);
        var trail = (await site.RowsAsync<AuditEntry>(e => e.ArticleId == article.Id && e.Seq != null)).ToLookup(e => e.Seq!.Value);
        var comments = await site.RowsAsync<Comment>(c => c.ArticleId == article.Id);
        var open = (await site.RowsAsync<CommentReport>(r => r.ArticleId == article.Id && r.ClosedAt == null)).Select(r => r.Seq).ToHashSet();
        var queue = (await site.RowsAsync<QueueItem>(q => q.ArticleId == article.Id)).ToLookup(q => q.Kind, q => q.Seq);
        foreach (var comment in comments)
        {
            Assert.Equal(comment.State, AuditReplay.StateAfter(trail[comment.Seq]));
            Assert.Equal(comment.Decisions, trail[comment.Seq].Count());
            Assert.Equal(trail[comment.Seq].OrderBy(e => e.Id), trail[comment.Seq].OrderBy(e => e.Ordinal));
            Assert.Equal(comment.State == CommentState.Held, queue[QueueKind.Held].Contains(comment.Seq));
            Assert.Equal(open.Contains(comment.Seq), queue[QueueKind.Reported].Contains(comment.Seq));
            Assert.True(comment.PinRank == 0 || comment.IsPublished);
            Assert.Equal(comments.Count(c => c.ParentSeq == comment.Seq && c.Shown), comment.ShownReplies);
        }
        Assert.InRange(comments.Count(c => c.PinRank > 0), 0, PinComment.Most);
        Assert.All(open, seq => Assert.True(comments.Single(c => c.Seq == seq).IsPublished));
        Assert.Equal(comments.Count(c => c.IsPublished), article.CommentCount);
    }

    private static AuditEntry Entry(int ordinal, AuditAction action, CommentState? from, CommentState? to) =>
        new() { Id = 100 - ordinal, Action = action, ArticleId = 1, Seq = 1, Ordinal = ordinal, FromState = from, ToState = to, CreatedAt = DateTime.UnixEpoch };
}
