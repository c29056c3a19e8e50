using Engagement.Articles;
using Engagement.Comments;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>Writers that want the same two articles in opposite orders wait for each other; none is broken off as a deadlock.</summary>
public sealed class LockOrderTests
{
    private const int Rounds = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Batches_over_the_same_two_articles_in_opposite_order_do_not_deadlock(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var articles = new[] { await site.ArticleAsync("a"), await site.ArticleAsync("b") };
        var comments = new[] { await site.Alice.PostAsync(articles[0], "a"), await site.Alice.PostAsync(articles[1], "b") }
            .Select(id => CommentKey.Parse(id)!.Value).ToArray();
        await site.Bob.KnowAsync();
        var ids = await site.Server.Database.ReaderIdsAsync();
        long[] readers = [ids["alice"], ids["bob"]];
        var (posts, reactions) = (site.Server.Services.GetRequiredService<PostBatch>(), site.Server.Services.GetRequiredService<ReactionBatch>());

        await Task.WhenAll(
            PostAsync([0, 1], [0, 1]), PostAsync([1, 0], [1, 0]),
            ReactAsync([0, 1], [1, 0]), ReactAsync([1, 0], [0, 1]));

        site.Server.AssertNothingWasTriedAgain();
        Assert.Equal(2 + 4 * Rounds, (await site.Server.Database.CommentsAsync()).Count);
        await site.Server.VerifyCountsAsync();

        Task PostAsync(int[] where, int[] who) => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var drafts = where.Zip(who, (a, r) => new PostDraft(comments[a].ArticleId, comments[a], readers[r], "reply", null, null, false)).ToList();
                Assert.All(await posts.WriteAsync(drafts, Cancel), o => Assert.NotNull(o.Posted));
            }
        }, Cancel);

        Task ReactAsync(int[] where, int[] who) => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var drafts = where.Zip(who, (a, r) => new ReactionDraft(comments[a], readers[r], (ReactionKind)(round % 4 + 1), false)).ToList();
                Assert.All(await reactions.WriteAsync(drafts, Cancel), o => Assert.Null(o.Error));
            }
        }, Cancel);
    }

    [Theory, EachEngine]
    public async Task Registering_two_articles_in_opposite_order_beside_posts_does_not_deadlock(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync("a");
        await site.ArticleAsync("b");
        await site.Alice.KnowAsync();
        var register = site.Server.Services.GetRequiredService<RegisterArticles>();

        await Task.WhenAll(RegisterAsync("a", "b"), RegisterAsync("b", "a"), PostAsync());

        site.Server.AssertNothingWasTriedAgain();
        await site.Server.VerifyCountsAsync();

        Task RegisterAsync(params string[] keys) => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var outcome = await register.RunAsync(
                    [.. keys.Select(k => new ArticleInput { Key = k, Url = $"https://news.example/{k}", Title = $"{keys[0]} {round}" })], Cancel);
                Assert.Empty(outcome.Errors);
            }
        }, Cancel);

        Task PostAsync() => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
                await site.Alice.PostAsync(article, "text");
        }, Cancel);
    }
}
