using Engagement.Live;
using Engagement.Readers;
using GraphQL;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class SlowSubscriberTests
{
    private static readonly Caller Anna = Replica.Caller("anna");

    [Fact]
    public async Task One_that_takes_nothing_is_ended_and_resumes_from_its_version_while_others_go_on()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica(s => s.Live.WaitingEvents = 2);
        var article = await replica.AddArticleAsync();
        var room = new TaskCompletionSource();
        await using var slow = await replica.FollowAsync(Added, new { id = article }, client: c => c.WaitForRoomAsync = _ => new(room.Task));
        await using var quick = await replica.FollowAsync(Added, new { id = article });

        for (var i = 0; i < 5; i++)
        {
            await replica.PostAsync(article, $"{i}", Anna);
            Assert.Equal($"{i}", Body(await quick.NextAsync()));
        }
        Assert.Empty(slow.Results);
        room.SetResult();

        var taken = new List<System.Text.Json.JsonElement>();
        var end = await Assert.ThrowsAsync<ExecutionError>(async () =>
        {
            while (true)
                taken.Add(await NextOrEndAsync(slow));
        });
        Assert.Equal(Subscriber.SlowCode, end.Code);
        Assert.Equal(["0", "1", "2"], taken.Select(Body)); // one in hand and two that waited
        await using var resumed = await replica.FollowAsync(Added, new { id = article, after = Follower.Version(taken[^1]) });
        Assert.Equal(["3", "4"], [Body(await resumed.NextAsync()), Body(await resumed.NextAsync())]);
    }

    [Fact]
    public async Task Nothing_is_executed_before_the_client_has_room()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        for (var i = 0; i < 5; i++)
            await replica.PostAsync(article, $"{i}", Anna);
        using var permits = new SemaphoreSlim(2);

        await using var follower = await replica.FollowAsync(
            Added, new { id = article, after = 1 }, client: c => c.WaitForRoomAsync = cancel => new(permits.WaitAsync(cancel)));

        Assert.Equal(["0", "1"], [Body(await follower.NextAsync()), Body(await follower.NextAsync())]);
        Assert.Equal(2, replica.Executions(shared: true));
        permits.Release(3);
        Assert.Equal(["2", "3", "4"], [Body(await follower.NextAsync()), Body(await follower.NextAsync()), Body(await follower.NextAsync())]);
    }

    private static async Task<System.Text.Json.JsonElement> NextOrEndAsync(Follower follower)
    {
        try
        {
            return await follower.NextAsync();
        }
        catch (System.Threading.Channels.ChannelClosedException e) when (e.InnerException is { } end)
        {
            throw end;
        }
    }
}
