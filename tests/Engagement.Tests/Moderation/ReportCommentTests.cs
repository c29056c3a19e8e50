using Engagement.Articles;
using Engagement.Comments;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class ReportCommentTests
{
    [Fact]
    public async Task A_report_waits_for_moderators_and_readers_notice_nothing()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        var before = await site.ArticleAsync(articleId);
        site.Time.Advance(TimeSpan.FromMinutes(1));

        var payload = await site.DoAsync(site.Ben, "reportComment", new { commentId, reason = "MISINFORMATION", details = "No source." });

        Assert.Equal((commentId, "PUBLISHED"), (payload.Text("comment", "id"), payload.Text("comment", "state")));
        var report = Assert.Single(await site.RowsAsync<CommentReport>());
        Assert.Equal(
            (await site.ReaderIdAsync(site.Ben), ReasonCode.Misinformation, "No source.", site.Now, null),
            (report.ReaderId, report.Reason, report.Details, report.CreatedAt, report.ClosedAt));
        var item = Assert.Single(await site.RowsAsync<QueueItem>());
        Assert.Equal((QueueKind.Reported, site.Now.AddMinutes(-1)), (item.Kind, item.CommentCreatedAt));
        var after = await site.ArticleAsync(articleId);
        Assert.Equal((before.Version, before.ContentVersion, before.ChangedAt), (after.Version, after.ContentVersion, after.ChangedAt));
        Assert.Empty(await site.TrailAsync());
        var data = await site.DataAsync(site.Ben, "query ($articleId: ID!) { viewer { thread(articleId: $articleId) { reported } } }", new { articleId });
        Assert.Equal($$"""{"reported":["{{commentId}}"]}""", data.At("viewer", "thread").GetRawText());
    }

    [Fact]
    public async Task A_second_report_of_one_reader_writes_nothing_and_one_of_another_reader_queues_nothing_twice()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        await site.ReportAsync(site.Ben, commentId);

        var payload = await site.MutateIdlyAsync(site.Ben, "reportComment", new { commentId, reason = "ILLEGAL", details = "again" });
        Assert.Equal(commentId, payload.Text("comment", "id"));
        await site.ReportAsync(site.Max, commentId);

        Assert.Equal(2, (await site.RowsAsync<CommentReport>()).Count);
        Assert.Single(await site.RowsAsync<QueueItem>());
    }

    [Fact]
    public async Task Once_means_once_also_after_the_report_was_closed_but_another_reader_queues_it_anew()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        await site.ReportAsync(site.Ben, commentId);
        await site.DoAsync(site.Mod, "approveComment", new { commentId });

        await site.MutateIdlyAsync(site.Ben, "reportComment", new { commentId, reason = "SPAM" });
        Assert.Empty(await site.RowsAsync<QueueItem>());
        await site.ReportAsync(site.Max, commentId);
        Assert.Single(await site.RowsAsync<QueueItem>());
    }

    [Fact]
    public async Task What_readers_cannot_see_is_not_found()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var tombstone = await site.PostAsync(site.Ann, articleId);
        var reply = await site.PostAsync(site.Ann, articleId, tombstone);
        await site.RemoveAsync(site.Mod, tombstone);
        await site.PremoderateAsync(articleId);
        var held = await site.PostAsync(site.Ann, articleId);
        foreach (var commentId in new[] { tombstone, held, "cmt_0000000000000001", "nothing" })
        {
            var error = await site.RefusalAsync(site.Ben, "reportComment", new { commentId, reason = "SPAM" });
            Assert.Equal("NOT_FOUND", error.Text("code"));
            Assert.Equal(["commentId"], error.Path());
        }

        await using (var db = await site.DbAsync())
            await db.Set<Article>().ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ArticleState.Unpublished), TestContext.Current.CancellationToken);
        Assert.Equal("NOT_FOUND", (await site.RefusalAsync(site.Ben, "reportComment", new { commentId = reply, reason = "SPAM" })).Text("code"));
        await site.ReportAsync(site.Mod, reply); // staff sees it
    }

    [Fact]
    public async Task Own_comments_are_taken_like_any_other()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());

        await site.ReportAsync(site.Ann, commentId);
    }

    [Fact]
    public async Task Details_of_500_characters_are_taken_and_more_are_refused()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());

        var error = await site.RefusalAsync(site.Ben, "reportComment", new { commentId, reason = "SPAM", details = new string('d', 501) });
        Assert.Equal(("INVALID_INPUT", "TOO_LONG", 500), (error.Text("code"), error.Text("problem"), error.At("limit").GetInt32()));
        Assert.Equal(["details"], error.Path());

        await site.DoAsync(site.Ben, "reportComment", new { commentId, reason = "SPAM", details = new string('d', 500) });
    }

    [Fact]
    public async Task White_space_only_is_no_details()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());

        await site.DoAsync(site.Ben, "reportComment", new { commentId, reason = "SPAM", details = " \n" });

        Assert.Null(Assert.Single(await site.RowsAsync<CommentReport>()).Details);
    }

    [Fact]
    public async Task Whoever_reports_and_reacts_faster_than_the_pace_is_told_when_to_go_on()
    {
        await using var site = await ModeratedSite.OpenAsync(new PaceOptions { PostsPerMinute = 0, ReactionsPerMinute = 1 });
        var articleId = await site.AddArticleAsync();
        var (first, second) = (await site.PostAsync(site.Ann, articleId), await site.PostAsync(site.Ann, articleId));
        await site.ReportAsync(site.Ben, first);

        var error = await site.RefusalAsync(site.Ben, "reportComment", new { commentId = second, reason = "SPAM" });

        Assert.Equal("TOO_FAST", error.Text("code"));
        Assert.InRange(error.At("retryAfter").GetInt32(), 1, 60);
    }
}
