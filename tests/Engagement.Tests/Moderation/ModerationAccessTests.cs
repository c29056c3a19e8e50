using System.Text.Json;
using Engagement.Comments;
using Engagement.Readers;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class ModerationAccessTests
{
    [Fact]
    public async Task A_moderator_may_not_act_on_staff_and_an_admin_may()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        foreach (var staff in new[] { site.Max, ModeratedSite.Person("Pub", Roles.Publisher), site.Admin })
        {
            var commentId = await site.PostAsync(staff, articleId);
            var readerId = await site.PublicReaderIdAsync(staff);
            (string Mutation, object Input, string Field)[] decisions =
            [
                ("pinComment", new { commentId }, "commentId"), ("unpinComment", new { commentId }, "commentId"),
                ("approveComment", new { commentId }, "commentId"), ("removeComment", new { commentId, reason = "SPAM" }, "commentId"),
                ("restoreComment", new { commentId }, "commentId"), ("banReader", new { readerId, reason = "SPAM" }, "readerId"),
                ("unbanReader", new { readerId }, "readerId"),
            ];
            foreach (var (mutation, input, field) in decisions)
            {
                var error = await site.RefusalAsync(site.Mod, mutation, input);
                Assert.Equal("NOT_ALLOWED", error.Text("code"));
                Assert.Equal([field], error.Path());
            }
            Assert.Equal("REMOVED", (await site.RemoveAsync(site.Admin, commentId)).Text("comment", "state"));
        }
        await site.DoAsync(site.Admin, "banReader", new { readerId = await site.PublicReaderIdAsync(site.Max), reason = "OTHER" });
    }

    [Fact]
    public async Task A_moderator_may_not_act_on_an_own_comment_even_if_the_row_knows_no_role_yet()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Ann, await site.AddArticleAsync());
        var promoted = site.Ann with { Roles = Roles.Moderator }; // the same token time: the row is not refreshed

        Assert.Equal("NOT_ALLOWED", (await site.RefusalAsync(promoted, "pinComment", new { commentId })).Text("code"));
    }

    [Fact]
    public async Task An_admin_may_act_on_an_own_comment()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Admin, await site.AddArticleAsync());

        await site.DoAsync(site.Admin, "pinComment", new { commentId });
    }

    [Fact]
    public async Task Who_was_staff_by_an_older_token_is_a_reader_again()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var commentId = await site.PostAsync(site.Max, await site.AddArticleAsync());
        site.Time.Advance(TimeSpan.FromMinutes(11));
        await site.ReaderIdAsync(site.Max with { Roles = Roles.Reader, IssuedAt = site.Now });

        await site.RemoveAsync(site.Mod, commentId);
    }

    [Fact]
    public async Task Moderation_is_null_for_those_who_do_not_moderate()
    {
        await using var site = await ModeratedSite.OpenAsync();
        const string Document = "{ moderation { comments { nodes { comment { id } } } } }";

        foreach (var caller in new[] { null, site.Ann, ModeratedSite.Person("Pub", Roles.Publisher | Roles.Sponsor) })
            Assert.Equal(JsonValueKind.Null, (await site.DataAsync(caller, Document)).At("moderation").ValueKind);
        Assert.Equal(JsonValueKind.Object, (await site.DataAsync(site.Mod, Document)).At("moderation").ValueKind);
        Assert.Equal(JsonValueKind.Object, (await site.DataAsync(site.Admin, Document)).At("moderation").ValueKind);
    }

    [Fact]
    public async Task Those_who_do_not_moderate_are_turned_away_from_every_decision()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId);
        var readerId = await site.PublicReaderIdAsync(site.Ann);
        (string Mutation, object Input)[] decisions =
        [
            ("removeComment", new { commentId, reason = "SPAM" }), ("restoreComment", new { commentId }), ("approveComment", new { commentId }),
            ("pinComment", new { commentId }), ("unpinComment", new { commentId }), ("setCommenting", new { articleId, state = "CLOSED" }),
            ("banReader", new { readerId, reason = "SPAM" }), ("unbanReader", new { readerId }),
        ];

        foreach (var (mutation, input) in decisions)
        {
            var type = mutation == "unpinComment" ? "PinCommentInput" : $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
            var document = $"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ errors {{ code }} }} }}";
            Assert.Equal("FORBIDDEN", CodeOf(await site.AnswerAsync(site.Ben, document, new { input })));
            Assert.Equal("FORBIDDEN", CodeOf(await site.AnswerAsync(ModeratedSite.Person("Pub", Roles.Publisher), document, new { input })));
            Assert.Equal("UNAUTHENTICATED", CodeOf(await site.AnswerAsync(null, document, new { input })));
        }
    }

    private static string? CodeOf(JsonElement answer) => answer.At("errors")[0].Text("extensions", "code");
}
