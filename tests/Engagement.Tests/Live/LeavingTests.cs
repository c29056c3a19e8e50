using Engagement.Live;
using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class LeavingTests
{
    private static readonly Caller Anna = Replica.Caller("anna");

    [Fact]
    public async Task A_tail_goes_with_its_last_subscriber()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var first = await replica.FollowAsync(Added, new { id = article });
        var second = await replica.FollowAsync(Changed, new { id = article });
        Assert.Equal(1, replica.Tails.Count);

        await first.DisposeAsync();
        await replica.PostAsync(article, "Hello", Anna);
        await second.NextAsync();
        Assert.Equal(1, replica.Tails.Count);
        await second.DisposeAsync();

        await Eventually.TrueAsync(() => replica.Tails.Count == 0);
    }

    [Fact]
    public async Task A_stream_that_nobody_takes_leaves_with_its_operation()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var (result, scope) = await replica.OpenAsync(Added, Anna, new { id = article });
        Assert.NotNull(result.Streams);
        Assert.Equal(1, replica.Tails.Count);

        await scope.DisposeAsync();

        await Eventually.TrueAsync(() => replica.Tails.Count == 0);
    }

    [Fact]
    public async Task What_has_left_is_not_held()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await using var stays = await replica.FollowAsync(Added, new { id = article });

        var left = await LeaveAsync(replica, ArticleId(article));
        await replica.PostAsync(article, "Hello", Anna);
        await stays.NextAsync();

        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return !left.TryGetTarget(out _);
        });
    }

    [Fact]
    public async Task Coming_and_going_at_once_leaves_neither_a_tail_nor_a_subscriber_behind()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var cancel = TestContext.Current.CancellationToken;

        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (_, token) =>
        {
            using var subscriber = await replica.Tails.SubscribeAsync(ArticleId(article), FeedKind.Changes, null, seesAll: false, token);
            Assert.NotNull(subscriber);
        });

        await Eventually.TrueAsync(() => replica.Tails.Count == 0);
        await using var follower = await replica.FollowAsync(Added, new { id = article });
        await replica.PostAsync(article, "Hello", Anna);
        Assert.Equal("Hello", Body(await follower.NextAsync()));
    }

    private static long ArticleId(string id) => Engagement.Articles.ArticleView.ParseId(id)!.Value;

    private static async Task<WeakReference<Subscriber>> LeaveAsync(Replica replica, long articleId)
    {
        var subscriber = await replica.Tails.SubscribeAsync(articleId, FeedKind.Additions, null, seesAll: false, TestContext.Current.CancellationToken);
        subscriber!.Dispose();
        return new WeakReference<Subscriber>(subscriber);
    }
}
