using Engagement.Articles;
using Engagement.Comments;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class SetCommentingTests
{
    [Fact]
    public async Task A_closed_thread_takes_no_posts_and_an_opened_one_does_again()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var before = await site.ArticleAsync(articleId);

        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "CLOSED", message = "Enough said." });

        var closed = await site.ArticleAsync(articleId);
        Assert.Equal((CommentingState.Closed, null, "Enough said."), (closed.Commenting, closed.ClosesAt, closed.CommentingMessage));
        Assert.Equal((before.Version + 1, before.Version + 1, before.Version + 1), (closed.Version, closed.SettingsVersion, closed.ContentVersion));
        Assert.Equal(closed.Version, site.Known.Of(closed.Id)?.Version);
        Assert.Equal(["THREAD_CLOSED"], (await site.MutateAsync(site.Ann, "postComment", new { articleId, body = "x" })).Codes());

        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "OPEN" });
        await site.PostAsync(site.Ann, articleId);
        Assert.Null((await site.ArticleAsync(articleId)).CommentingMessage); // replaced together
    }

    [Fact]
    public async Task Each_change_is_written_down_with_state_and_end_but_not_the_message()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "OPEN", closesAt = "2026-03-02T00:00:00+01:00", message = "Be kind." });
        await site.PremoderateAsync(articleId);

        var trail = await site.TrailAsync();

        var (id, actor) = ((await site.ArticleAsync(articleId)).Id, await site.ReaderIdAsync(site.Mod));
        Assert.All(trail, e => Assert.Equal((AuditAction.SetCommenting, id, null, actor), (e.Action, e.ArticleId, e.Seq, e.ActorId)));
        Assert.Equal(["OPEN until 2026-03-01T23:00:00.000Z", "PREMODERATED"], trail.Select(e => e.Note));
    }

    [Fact]
    public async Task The_same_again_writes_nothing_also_after_its_end()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var input = new { articleId, state = "PREMODERATED", closesAt = "2026-03-01T12:10:00Z", message = "Slowly." };

        await site.DoAsync(site.Mod, "setCommenting", input);
        await site.MutateIdlyAsync(site.Max, "setCommenting", input);
        site.Time.Advance(TimeSpan.FromMinutes(20));
        await site.MutateIdlyAsync(site.Max, "setCommenting", input);
    }

    [Fact]
    public async Task A_thread_is_closed_from_its_end_on()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "OPEN", closesAt = "2026-03-01T12:10:00Z" });
        site.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        await site.PostAsync(site.Ann, articleId);
        site.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["THREAD_CLOSED"], (await site.MutateAsync(site.Ann, "postComment", new { articleId, body = "x" })).Codes());
    }

    [Theory]
    [InlineData("OPEN", "2026-03-01T12:00:00Z")]
    [InlineData("PREMODERATED", "2026-03-01T11:59:59Z")]
    [InlineData("CLOSED", "2026-03-01T13:00:00Z")]
    public async Task An_end_that_has_passed_or_goes_with_a_closed_thread_is_refused(string state, string closesAt)
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();

        var error = await site.RefusalAsync(site.Mod, "setCommenting", new { articleId, state, closesAt });

        Assert.Equal(("INVALID_INPUT", "MALFORMED"), (error.Text("code"), error.Text("problem")));
        Assert.Equal(["closesAt"], error.Path());
    }

    [Fact]
    public async Task The_message_of_a_thread_that_closed_by_itself_can_be_changed_with_its_end_kept()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "OPEN", closesAt = "2026-03-01T12:10:00Z" });
        site.Time.Advance(TimeSpan.FromMinutes(10));

        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "CLOSED", closesAt = "2026-03-01T12:10:00Z", message = "Thank you." });

        var article = await site.ArticleAsync(articleId);
        Assert.Equal((CommentingState.Closed, site.Now, "Thank you."), (article.Commenting, article.ClosesAt, article.CommentingMessage));
    }

    [Fact]
    public async Task A_message_of_more_than_300_characters_is_refused()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();

        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "CLOSED", message = new string('m', 300) });
        var error = await site.RefusalAsync(site.Mod, "setCommenting", new { articleId, state = "CLOSED", message = new string('m', 301) });

        Assert.Equal(("INVALID_INPUT", "TOO_LONG", 300), (error.Text("code"), error.Text("problem"), error.At("limit").GetInt32()));
        Assert.Equal(["message"], error.Path());
    }

    [Theory]
    [InlineData("art_0000000000001")]
    [InlineData("no id")]
    public async Task An_unknown_article_is_not_found(string articleId)
    {
        await using var site = await ModeratedSite.OpenAsync();

        Assert.Equal("NOT_FOUND", (await site.RefusalAsync(site.Mod, "setCommenting", new { articleId, state = "CLOSED" })).Text("code"));
    }
}
