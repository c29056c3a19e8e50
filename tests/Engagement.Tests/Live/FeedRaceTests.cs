using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

/// <summary>What is committed between the tail's reading of the article and its reading of the comments.</summary>
public sealed class FeedRaceTests
{
    private static readonly Caller Anna = Replica.Caller("anna");

    [Fact]
    public async Task An_addition_that_changes_meanwhile_is_neither_lost_nor_repeated()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => s.Interceptor = statements);
        var article = await replica.AddArticleAsync();
        var start = await replica.VersionAsync(article);
        var comment = await replica.PostAsync(article, "one", Anna);
        statements.Before("\"AddedVersion\" <=", async () =>
        {
            await replica.EditAsync(comment, "one, edited", Anna);
            await replica.PostAsync(article, "two", Anna);
        });

        await using var follower = await replica.FollowAsync(Added, new { id = article, after = start });
        var (one, two) = (await follower.NextAsync(), await follower.NextAsync());
        await replica.PostAsync(article, "three", Anna);
        var three = await follower.NextAsync();

        Assert.Equal(["one, edited", "two", "three"], [Body(one), Body(two), Body(three)]);
        Assert.Equal([start + 1, start + 3, start + 4], [Follower.Version(one), Follower.Version(two), Follower.Version(three)]);
    }

    [Fact]
    public async Task A_change_that_is_overtaken_meanwhile_arrives_once_with_the_later_version()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => s.Interceptor = statements);
        var article = await replica.AddArticleAsync();
        var start = await replica.VersionAsync(article);
        var first = await replica.PostAsync(article, "one", Anna);
        await replica.PostAsync(article, "two", Anna);
        statements.Before("\"ChangedVersion\" <=", () => replica.EditAsync(first, "one, edited", Anna));

        await using var follower = await replica.FollowAsync(Changed, new { id = article, after = start });
        var (two, one) = (await follower.NextAsync(), await follower.NextAsync());
        await replica.PostAsync(article, "three", Anna);
        var three = await follower.NextAsync();

        Assert.Equal(["two", "one, edited", "three"], [Text(two), Text(one), Text(three)]);
        Assert.Equal([start + 2, start + 3, start + 4], [Follower.Version(two), Follower.Version(one), Follower.Version(three)]);
    }

    private static string? Text(System.Text.Json.JsonElement one) => one.GetProperty("comment").GetProperty("body").GetString();
}
