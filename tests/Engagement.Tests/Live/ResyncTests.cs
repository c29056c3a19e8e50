using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class ResyncTests
{
    private static readonly Caller Anna = Replica.Caller("anna");

    [Fact]
    public async Task One_that_is_further_behind_than_the_limit_is_told_to_read_again_and_goes_on()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica(s => s.Live.CatchUpEvents = 3);
        var article = await replica.AddArticleAsync();
        var start = await replica.VersionAsync(article);
        for (var i = 0; i < 4; i++)
            await replica.PostAsync(article, $"{i}", Anna);

        await using var far = await replica.FollowAsync(Added, new { id = article, after = start });
        await using var near = await replica.FollowAsync(Added, new { id = article, after = start + 1 });

        var resync = await far.NextAsync();
        Assert.Equal(("Resync", start + 4), (Type(resync), Follower.Version(resync)));
        Assert.Equal(["1", "2", "3"], [Body(await near.NextAsync()), Body(await near.NextAsync()), Body(await near.NextAsync())]);
        await replica.PostAsync(article, "later", Anna);
        Assert.Equal("later", Body(await far.NextAsync()));
        Assert.Equal("later", Body(await near.NextAsync()));
    }

    [Fact]
    public async Task A_version_above_the_current_one_is_told_to_read_again_and_goes_on()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var current = await replica.VersionAsync(article);

        await using var follower = await replica.FollowAsync(Changed, new { id = article, after = current + 1_000 });

        var resync = await follower.NextAsync();
        Assert.Equal(("Resync", current), (Type(resync), Follower.Version(resync)));
        await replica.PostAsync(article, "later", Anna);
        Assert.Equal("later", (await follower.NextAsync()).GetProperty("comment").GetProperty("body").GetString());
    }
}
