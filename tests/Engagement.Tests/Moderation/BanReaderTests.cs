using System.Text.Json;
using Engagement.Comments;
using Engagement.Readers;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class BanReaderTests
{
    [Fact]
    public async Task A_ban_ends_all_rights_to_write_at_once_and_names_its_end()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var own = await site.PostAsync(site.Ann, articleId);
        var other = await site.PostAsync(site.Ben, articleId);
        var readerId = await site.PublicReaderIdAsync(site.Ann);

        var payload = await site.DoAsync(site.Mod, "banReader", new { readerId, until = "2026-03-08T12:00:00Z", reason = "ABUSIVE", note = "third time" });

        Assert.Equal((readerId, "Ann"), (payload.Text("reader", "id"), payload.Text("reader", "name")));
        Assert.Equal("""{"until":"2026-03-08T12:00:00.000Z","reason":"ABUSIVE","createdAt":"2026-03-01T12:00:00.000Z"}""", payload.At("ban").GetRawText());
        (string Mutation, object Input)[] writes =
        [
            ("postComment", new { articleId, body = "x" }), ("editComment", new { commentId = own, body = "x" }),
            ("reactToComment", new { commentId = other, kind = "LIKE" }), ("reportComment", new { commentId = other, reason = "SPAM" }),
        ];
        foreach (var (mutation, input) in writes)
        {
            var error = (await site.MutateAsync(site.Ann, mutation, input)).At("errors")[0];
            Assert.Equal(("BANNED", "2026-03-08T12:00:00.000Z", "ABUSIVE"), (error.Text("code"), error.Text("until"), error.Text("reason")));
        }
        var data = await site.DataAsync(site.Ann, "query ($articleId: ID!) { viewer { ban { reason } thread(articleId: $articleId) { canComment whyNot { code } } } }", new { articleId });
        Assert.Equal("""{"ban":{"reason":"ABUSIVE"},"thread":{"canComment":false,"whyNot":{"code":"BANNED"}}}""", data.At("viewer").GetRawText());

        var entry = Assert.Single(await site.TrailAsync());
        Assert.Equal(
            (AuditAction.Ban, ReasonCode.Abusive, "third time", await site.ReaderIdAsync(site.Ann), await site.ReaderIdAsync(site.Mod), null),
            (entry.Action, entry.Reason, entry.Note, entry.ReaderId, entry.ActorId, entry.ArticleId));
    }

    [Fact]
    public async Task A_ban_ends_by_itself_and_then_there_is_nothing_to_lift()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var readerId = await site.PublicReaderIdAsync(site.Ann);
        await site.DoAsync(site.Mod, "banReader", new { readerId, until = "2026-03-01T12:01:00Z", reason = "SPAM" });
        site.Time.Advance(TimeSpan.FromMinutes(1));

        await site.PostAsync(site.Ann, articleId);
        var payload = await site.MutateIdlyAsync(site.Mod, "unbanReader", new { readerId });

        Assert.Equal(JsonValueKind.Null, payload.At("ban").ValueKind);
    }

    [Fact]
    public async Task An_endless_ban_lasts_until_it_is_lifted()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var readerId = await site.PublicReaderIdAsync(site.Ann);
        await site.DoAsync(site.Mod, "banReader", new { readerId, reason = "SPAM" });
        site.Time.Advance(TimeSpan.FromDays(1000));
        Assert.Equal(["BANNED"], (await site.MutateAsync(site.Ann, "postComment", new { articleId, body = "x" })).Codes());

        var payload = await site.DoAsync(site.Max, "unbanReader", new { readerId, note = "appealed" });

        Assert.Equal((readerId, JsonValueKind.Null), (payload.Text("reader", "id"), payload.At("ban").ValueKind));
        await site.PostAsync(site.Ann, articleId);
        await site.MutateIdlyAsync(site.Max, "unbanReader", new { readerId });
        Assert.Equal([(AuditAction.Ban, null), (AuditAction.Unban, "appealed")], (await site.TrailAsync()).Select(e => (e.Action, e.Note)));
    }

    [Fact]
    public async Task The_same_ban_again_writes_nothing_and_another_one_replaces_it()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var readerId = await site.PublicReaderIdAsync(site.Ann);
        var ban = new { readerId, until = "2026-03-08T12:00:00Z", reason = "SPAM" };
        await site.DoAsync(site.Mod, "banReader", ban);
        site.Time.Advance(TimeSpan.FromHours(1));

        await site.MutateIdlyAsync(site.Max, "banReader", ban);
        var payload = await site.DoAsync(site.Max, "banReader", new { readerId, until = "2026-03-09T12:00:00Z", reason = "SPAM" });

        Assert.Equal(("2026-03-09T12:00:00.000Z", "2026-03-01T13:00:00.000Z"), (payload.Text("ban", "until"), payload.Text("ban", "createdAt")));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("2020-01-01T00:00:00Z")]
    public async Task An_end_that_has_passed_is_refused(string until)
    {
        await using var site = await ModeratedSite.OpenAsync();

        var error = await site.RefusalAsync(site.Mod, "banReader", new { readerId = await site.PublicReaderIdAsync(site.Ann), until, reason = "SPAM" });

        Assert.Equal(("INVALID_INPUT", "MALFORMED"), (error.Text("code"), error.Text("problem")));
        Assert.Equal(["until"], error.Path());
    }

    [Fact]
    public async Task Nobody_bans_or_frees_oneself()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var readerId = await site.PublicReaderIdAsync(site.Admin);

        Assert.Equal("NOT_ALLOWED", (await site.RefusalAsync(site.Admin, "banReader", new { readerId, reason = "OTHER" })).Text("code"));
        Assert.Equal("NOT_ALLOWED", (await site.RefusalAsync(site.Admin, "unbanReader", new { readerId })).Text("code"));
    }

    [Fact]
    public async Task Unknown_readers_and_long_notes_are_refused()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var known = await site.PublicReaderIdAsync(site.Ann);
        foreach (var readerId in new[] { "rdr_0000000000001", "someone" })
        {
            Assert.Equal("NOT_FOUND", (await site.RefusalAsync(site.Mod, "banReader", new { readerId, reason = "SPAM" })).Text("code"));
            Assert.Equal("NOT_FOUND", (await site.RefusalAsync(site.Mod, "unbanReader", new { readerId })).Text("code"));
        }
        var note = new string('n', 501);
        Assert.Equal("TOO_LONG", (await site.RefusalAsync(site.Mod, "banReader", new { readerId = known, reason = "SPAM", note })).Text("problem"));
        Assert.Equal("TOO_LONG", (await site.RefusalAsync(site.Mod, "unbanReader", new { readerId = known, note })).Text("problem"));
    }
}
