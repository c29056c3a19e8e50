using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Live;

/// <summary>The counts of many articles over one socket.</summary>
public sealed class EngagementChangedTests
{
    private const string Document = """
        subscription($ids: [ID!]!) { engagementChanged(articleIds: $ids) { key engagement { comments reactions { count } } viewerReaction } }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Each_article_comes_as_it_is_and_again_when_it_changed(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (one, two, other) = (await site.ArticleAsync("one"), await site.ArticleAsync("two"), await site.ArticleAsync("other"));
        using var socket = await SubscribeAsync(site, site.Bob, one, two);
        await using var events = socket.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.Equal(["one 0 [] ", "two 0 [] "], new[] { await NextAsync(events), await NextAsync(events) }.Order());

        await site.Alice.PostAsync(other, "Not followed");
        await site.Alice.PostAsync(two, "Followed");
        Assert.Equal("two 1 [] ", await NextAsync(events));
        await site.Bob.DoAsync("reactToArticle", "ReactToArticleInput", "__typename", new { articleId = one, kind = "LIKE" });
        Assert.Equal("""one 0 [{"count":1}] LIKE""", await NextAsync(events));
    }

    [Theory, EachEngine]
    public async Task Many_changes_of_a_second_are_one_message_with_the_newest_state(string engine)
    {
        const int Posts = 30;
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync("one");
        using var socket = await SubscribeAsync(site, site.Bob, article);
        await using var events = socket.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.Equal("one 0 [] ", await NextAsync(events));

        for (var i = 0; i < Posts; i++)
            await site.Alice.PostAsync(article, $"{i}");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal($"one {Posts} [] ", await NextAsync(events));
        await site.Alice.PostAsync(article, "One more");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal($"one {Posts + 1} [] ", await NextAsync(events));
    }

    [Theory, EachEngine]
    public async Task A_change_right_after_the_first_state_waits_for_the_end_of_the_second(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync("one");
        time.Advance(TimeSpan.FromMilliseconds(950)); // the next round comes in 50 ms
        using var socket = await SubscribeAsync(site, site.Bob, article);
        await using var events = socket.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.Equal("one 0 [] ", await NextAsync(events));

        await site.Alice.PostAsync(article, "Soon");
        time.Advance(TimeSpan.FromMilliseconds(50));
        var next = NextAsync(events);
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromMilliseconds(500), Cancel));
        await site.Alice.PostAsync(article, "In the next round");
        time.Advance(TimeSpan.FromMilliseconds(950));
        Assert.Equal("one 1 [] ", await next);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("one 2 [] ", await NextAsync(events));
    }

    [Theory, EachEngine]
    public async Task What_another_replica_counts_arrives(string engine)
    {
        Assert.SkipWhen(engine == Engines.Sqlite, "A SQLite file has one server.");
        await using var site = await Site.StartAsync(engine);
        await using var replica = await site.Server.StartReplicaAsync();
        var article = await site.ArticleAsync("one");
        using var socket = await GraphQLSocket.SubscribeAsync(replica.Address, null, Document, new { ids = new[] { article } }, Cancel);
        await using var events = socket.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.Equal("one 0 [] ", await NextAsync(events));

        await site.Alice.PostAsync(article, "There");
        Assert.Equal("one 1 [] ", await NextAsync(events));
    }

    [Theory, EachEngine]
    public async Task Ids_of_nothing_are_left_out_and_refused_if_there_is_no_other(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync("one");
        var hidden = await site.ArticleAsync("hidden", "UNPUBLISHED");
        using (var socket = await SubscribeAsync(site, site.Bob, "art_nothing", hidden, article))
        {
            await using var events = socket.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
            Assert.Equal("one 0 [] ", await NextAsync(events));
        }

        Assert.Equal("NOT_FOUND", await RefusalAsync(site, "art_nothing", hidden));
        Assert.Equal("TOO_MANY", await RefusalAsync(site, [.. Enumerable.Repeat(article, 101)]));
    }

    private static Task<GraphQLSocket> SubscribeAsync(Site site, Person person, params string[] ids) =>
        GraphQLSocket.SubscribeAsync(site.Server.Address, person.Token, Document, new { ids }, Cancel);

    private static async Task<string?> RefusalAsync(Site site, params string[] ids)
    {
        using var http = new HttpClient { BaseAddress = new Uri(site.Server.Address, "graphql") };
        using var call = await Transport.EventStreamCall.PostAsync(http, new { query = Document, variables = new { ids } });
        return (await call.NextAsync()).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<JsonElement> events)
    {
        Assert.True(await events.MoveNextAsync());
        var article = events.Current.GetProperty("engagementChanged");
        var engagement = article.GetProperty("engagement");
        return $"{article.GetProperty("key")} {engagement.GetProperty("comments")} {engagement.GetProperty("reactions").GetRawText()} {article.GetProperty("viewerReaction")}";
    }
}
