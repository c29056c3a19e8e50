using System.Text.Json;
using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class FeedTests
{
    private static readonly Caller Anna = Replica.Caller("anna");

    [Fact]
    public async Task A_comment_arrives_with_its_edge_its_author_and_its_article()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await using var follower = await replica.FollowAsync(Added, new { id = article });

        var comment = await replica.PostAsync(article, "Good morning", Anna);

        var one = await follower.NextAsync();
        var node = one.GetProperty("edge").GetProperty("node");
        Assert.Equal("CommentAdded", Type(one));
        Assert.Equal(comment, node.GetProperty("id").GetString());
        Assert.Equal("anna", node.GetProperty("author").GetProperty("name").GetString());
        Assert.Equal(article, node.GetProperty("article").GetProperty("id").GetString());
        Assert.Equal(Follower.Version(one), node.GetProperty("addedVersion").GetInt64());
        Assert.Equal(1, one.GetProperty("article").GetProperty("engagement").GetProperty("comments").GetInt32());
    }

    [Fact]
    public async Task Without_after_only_what_comes_later_is_delivered()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await replica.PostAsync(article, "before", Anna);
        await using var follower = await replica.FollowAsync(Added, new { id = article });

        await replica.PostAsync(article, "after", Anna);

        Assert.Equal("after", Body(await follower.NextAsync()));
    }

    [Fact]
    public async Task A_resumed_subscription_goes_on_after_its_version_without_a_gap_or_a_repetition()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await using var first = await replica.FollowAsync(Added, new { id = article, after = 0 });
        await replica.PostAsync(article, "one", Anna);
        var seen = Follower.Version(await first.NextAsync());
        await first.DisposeAsync();
        await replica.PostAsync(article, "two", Anna);
        await replica.PostAsync(article, "three", Anna);

        await using var second = await replica.FollowAsync(Added, new { id = article, after = seen });
        await replica.PostAsync(article, "four", Anna);

        Assert.Equal(["two", "three", "four"], [Body(await second.NextAsync()), Body(await second.NextAsync()), Body(await second.NextAsync())]);
    }

    [Fact]
    public async Task An_edited_comment_that_was_not_delivered_yet_arrives_once_with_its_new_text()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var comment = await replica.PostAsync(article, "typo", Anna);
        await replica.EditAsync(comment, "no typo", Anna);
        await replica.PostAsync(article, "next", Anna);

        await using var follower = await replica.FollowAsync(Added, new { id = article, after = 0 });

        Assert.Equal(["no typo", "next"], [Body(await follower.NextAsync()), Body(await follower.NextAsync())]);
    }

    [Fact]
    public async Task A_deleted_comment_is_no_addition_and_is_gone_from_the_changes()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var gone = await replica.PostAsync(article, "gone", Anna);
        await replica.PostAsync(article, "stays", Anna);
        await replica.DeleteAsync(gone, Anna);

        await using var additions = await replica.FollowAsync(Added, new { id = article, after = 0 });
        await using var changes = await replica.FollowAsync(Changed, new { id = article, after = 1 });

        Assert.Equal("stays", Body(await additions.NextAsync()));
        var stays = await changes.NextAsync();
        var vanished = await changes.NextAsync();
        Assert.Equal("CommentChanged", Type(stays));
        Assert.Equal("CommentGone", Type(vanished));
        Assert.Equal(gone, vanished.GetProperty("commentId").GetString());
        Assert.True(Follower.Version(stays) < Follower.Version(vanished));
    }

    [Fact]
    public async Task A_removed_comment_with_replies_changes_into_a_tombstone()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var parent = await replica.PostAsync(article, "parent", Anna);
        await replica.PostAsync(article, "reply", Anna, parent);
        await using var follower = await replica.FollowAsync(Changed, new { id = article });

        await replica.DeleteAsync(parent, Anna);

        var comment = (await follower.NextAsync()).GetProperty("comment");
        Assert.Equal((parent, "DELETED", 1), (comment.GetProperty("id").GetString(), comment.GetProperty("state").GetString(), comment.GetProperty("replyCount").GetInt32()));
        Assert.Equal(JsonValueKind.Null, comment.GetProperty("body").ValueKind);
    }

    [Fact]
    public async Task Settings_come_in_their_place_among_the_comments()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var start = await replica.VersionAsync(article);
        await replica.PostAsync(article, "one", Anna);
        await replica.ChangeArticleAsync(article, a => { a.Title = "Another title"; a.StampSettings(); });
        await replica.PostAsync(article, "two", Anna);

        await using var follower = await replica.FollowAsync(Changed, new { id = article, after = start });

        var types = new List<string?>();
        for (var i = 0; i < 3; i++)
            types.Add(Type(await follower.NextAsync()));
        Assert.Equal(["CommentChanged", "SettingsChanged", "CommentChanged"], types);
    }
}
