using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>Two servers over one database; on SQLite there is only ever one.</summary>
public sealed class TwoReplicasTests
{
    private const int Rounds = 15;

    [Theory, EachEngine]
    public async Task One_key_on_two_articles_by_two_replicas_writes_once(string engine)
    {
        Assert.SkipWhen(engine == Engines.Sqlite, "A SQLite file has one server.");
        await using var site = await Site.StartAsync(engine);
        await using var replica = await site.Server.StartReplicaAsync();
        var articles = new[] { await site.ArticleAsync("a"), await site.ArticleAsync("b") };
        await site.Alice.KnowAsync();
        var elsewhere = site.Alice with { Client = replica.Client };
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(
                site.Alice.AskToPostAsync(articles[0], $"{round}", key: $"{round}"), elsewhere.AskToPostAsync(articles[1], $"{round}", key: $"{round}"));
            Assert.Equal(new[] { null, "IDEMPOTENCY_KEY_REUSED" }, answers.Select(a => a.Payload().Code()).Order());
        }

        Assert.Equal(Enumerable.Range(0, Rounds).Select(r => $"{r}").Order(), (await site.Server.Database.CommentsAsync()).Select(c => c.Body).Order());
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task One_key_with_one_input_by_two_replicas_is_answered_alike(string engine)
    {
        Assert.SkipWhen(engine == Engines.Sqlite, "A SQLite file has one server.");
        await using var site = await Site.StartAsync(engine);
        await using var replica = await site.Server.StartReplicaAsync();
        var article = await site.ArticleAsync();
        await site.Alice.KnowAsync();
        var elsewhere = site.Alice with { Client = replica.Client };
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(
                site.Alice.AskToPostAsync(article, $"{round}", key: $"{round}"), elsewhere.AskToPostAsync(article, $"{round}", key: $"{round}"));
            Assert.Single(answers.Select(a => a.Payload().CommentId()).Distinct());
        }

        Assert.Equal(Rounds, (await site.Server.Database.CommentsAsync()).Count);
        await site.Server.VerifyCountsAsync();
    }
}
