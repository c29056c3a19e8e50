using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Comments;

public sealed class ChangeCommentTests
{
    [Theory, EachEngine]
    public async Task An_author_edits_and_the_earlier_text_is_kept_for_author_and_moderators(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var id = await site.Alice.PostAsync(article, "one");

        var edited = await site.Alice.DoAsync("editComment", "EditCommentInput", "comment { body editedAt version } article { version }", new { commentId = id, body = "two" });
        var same = await site.Alice.DoAsync("editComment", "EditCommentInput", "article { version }", new { commentId = id, body = "two" });

        Assert.Equal("two", edited.GetProperty("comment").GetProperty("body").GetString());
        Assert.Equal(JsonValueKind.String, edited.GetProperty("comment").GetProperty("editedAt").ValueKind);
        Assert.Equal(edited.GetProperty("article").GetProperty("version").GetInt64(), same.GetProperty("article").GetProperty("version").GetInt64());
        Assert.Equal(new[] { "one" }, await RevisionsAsync(site.Alice));
        Assert.Equal(new[] { "one" }, await RevisionsAsync(site.Mod));
        Assert.Null(await RevisionsAsync(site.Bob));
        Assert.Null(await RevisionsAsync(site.Anybody));

        async Task<IEnumerable<string>?> RevisionsAsync(Person person)
        {
            var revisions = (await person.QueryAsync("query($id: ID!) { comment(id: $id) { revisions { body createdAt } } }", new { id })).GetProperty("comment").GetProperty("revisions");
            return revisions.ValueKind == JsonValueKind.Null ? null : revisions.EnumerateArray().Select(r => r.GetProperty("body").GetString()!);
        }
    }

    [Theory, EachEngine]
    public async Task The_edit_window_counts_from_when_it_was_written(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time, "Commenting:EditWindow=00:05:00");
        var article = await site.ArticleAsync();
        var id = await site.Alice.PostAsync(article, "one");

        time.Advance(TimeSpan.FromSeconds(299));
        await site.Alice.DoAsync("editComment", "EditCommentInput", "comment { id }", new { commentId = id, body = "two" });
        time.Advance(TimeSpan.FromSeconds(1));
        var late = await site.Alice.RefusedAsync("editComment", "EditCommentInput", new { commentId = id, body = "three" });
        var notHers = await site.Bob.RefusedAsync("editComment", "EditCommentInput", new { commentId = id, body = "three" });

        Assert.Equal("EDIT_WINDOW_OVER", late.GetProperty("code").GetString());
        Assert.Equal("NOT_THE_AUTHOR", notHers.GetProperty("code").GetString());
    }

    [Theory, EachEngine]
    public async Task A_deleted_comment_with_replies_stays_as_a_tombstone_and_goes_with_the_last_reply(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var root = await site.Alice.PostAsync(article, "root");
        var reply = await site.Bob.PostAsync(article, "reply", root);

        var deleted = await site.Alice.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId comment { state body author { name } reactions { kind } replyCount }", new { commentId = root });
        var toTombstone = await site.Bob.RefusedAsync("postComment", "PostCommentInput", new { articleId = article, parentId = root, body = "x" });
        var reacted = await site.Bob.RefusedAsync("reactToComment", "ReactToCommentInput", new { commentId = root, kind = "LIKE" });
        var before = await CountsAsync();
        var gone = await site.Bob.DoAsync("deleteComment", "DeleteCommentInput", "comment { id }", new { commentId = reply });
        var after = await CountsAsync();

        Assert.Equal(root, deleted.GetProperty("deletedCommentId").GetString());
        Assert.Equal("DELETED", deleted.GetProperty("comment").GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, deleted.GetProperty("comment").GetProperty("body").ValueKind);
        Assert.Equal(JsonValueKind.Null, deleted.GetProperty("comment").GetProperty("author").ValueKind);
        Assert.Equal("NOT_FOUND", toTombstone.GetProperty("code").GetString());
        Assert.Equal("NOT_FOUND", reacted.GetProperty("code").GetString());
        Assert.Equal((1, 1, 1), before);
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("comment").ValueKind);
        Assert.Equal((0, 0, 0), after);

        async Task<(int Total, int Comments, int Participants)> CountsAsync()
        {
            var node = (await site.Anybody.QueryAsync(
                "query($id: ID!) { node(id: $id) { ... on Article { comments { totalCount } engagement { comments participants } } } }", new { id = article })).GetProperty("node");
            return (node.GetProperty("comments").GetProperty("totalCount").GetInt32(),
                node.GetProperty("engagement").GetProperty("comments").GetInt32(), node.GetProperty("engagement").GetProperty("participants").GetInt32());
        }
    }

    [Theory, EachEngine]
    public async Task A_second_reaction_replaces_the_first(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var id = await site.Alice.PostAsync(article, "x");

        await ReactAsync(site.Bob, "LIKE");
        await ReactAsync(site.Alice, "AGREE");
        var replaced = await ReactAsync(site.Bob, "INSIGHTFUL");
        var removed = await site.Bob.DoAsync("removeReaction", "RemoveReactionInput", "comment { reactions { kind count } viewerReaction }", new { commentId = id });
        var again = await site.Bob.DoAsync("removeReaction", "RemoveReactionInput", "comment { reactions { kind count } }", new { commentId = id });

        Assert.Equal("""[{"kind":"INSIGHTFUL","count":1},{"kind":"AGREE","count":1}]""", replaced.GetProperty("reactions").GetRawText());
        Assert.Equal("INSIGHTFUL", replaced.GetProperty("viewerReaction").GetString());
        Assert.Equal("""[{"kind":"AGREE","count":1}]""", removed.GetProperty("comment").GetProperty("reactions").GetRawText());
        Assert.Equal(JsonValueKind.Null, removed.GetProperty("comment").GetProperty("viewerReaction").ValueKind);
        Assert.Equal("""[{"kind":"AGREE","count":1}]""", again.GetProperty("comment").GetProperty("reactions").GetRawText());

        async Task<JsonElement> ReactAsync(Person person, string kind) =>
            (await person.DoAsync("reactToComment", "ReactToCommentInput", "comment { reactions { kind count } viewerReaction }", new { commentId = id, kind })).GetProperty("comment");
    }

    [Theory, EachEngine]
    public async Task Reactions_raise_the_version_but_count_once_a_comment_and_batch(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var id = await site.Alice.PostAsync(article, "x");
        var readers = Enumerable.Range(0, 30).Select(i => site.Person($"reader-{i}")).ToList();

        await Task.WhenAll(readers.Select(r => r.DoAsync("reactToComment", "ReactToCommentInput", "comment { id }", new { commentId = id, kind = "LIKE" })));

        var comment = (await site.Anybody.QueryAsync("query($id: ID!) { comment(id: $id) { reactions { count } } }", new { id })).GetProperty("comment");
        Assert.Equal(30, comment.GetProperty("reactions")[0].GetProperty("count").GetInt32());
    }
}
