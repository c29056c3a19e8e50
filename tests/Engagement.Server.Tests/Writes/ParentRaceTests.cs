using Engagement.Comments;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Writes;

public sealed class ParentRaceTests
{
    private const int Rounds = 8;
    private const int Repliers = 8;

    [Theory, EachEngine]
    public async Task No_reply_goes_under_a_parent_that_was_removed_before(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var readers = await site.ReadersAsync(Repliers);
        await site.Mod.KnowAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var parent = await site.Alice.PostAsync(article, "parent");
            var replying = readers.Select(r => r.AskToPostAsync(article, "reply", parent)).ToList();
            await Task.WhenAny(replying);
            var removing = site.Mod.DoAsync("removeComment", "RemoveCommentInput", "comment { version }", new { commentId = parent, reason = "SPAM" });
            replying.AddRange(readers.Select(r => r.AskToPostAsync(article, "reply", parent)));
            var removed = (await removing).GetProperty("comment").GetProperty("version").GetInt64();
            var late = await site.Bob.AskToPostAsync(article, "late", parent);

            var replies = (await Task.WhenAll(replying)).Select(a => a.Payload()).ToList();
            Assert.Equal("NOT_FOUND", late.Payload().Code());
            Assert.All(replies.Where(r => r.Code() is null), r => Assert.InRange(r.GetProperty("comment").GetProperty("addedVersion").GetInt64(), 1, removed - 1));
            Assert.All(replies.Where(r => r.Code() is not null), r => Assert.Equal(("NOT_FOUND", "parentId"), (r.Code(), r.GetProperty("errors")[0].GetProperty("path")[0].GetString())));

            var acknowledged = replies.Count(r => r.Code() is null);
            var tombstone = await site.Mod.QueryAsync("query($id: ID!) { comment(id: $id) { state replyCount } }", new { id = parent });
            Assert.Equal($$"""{"state":"REMOVED","replyCount":{{acknowledged}}}""", tombstone.GetProperty("comment").GetRawText());
        }
        await site.Server.VerifyCountsAsync();
    }
}
