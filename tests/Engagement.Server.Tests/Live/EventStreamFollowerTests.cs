using System.Text;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Transport;
using Xunit;

namespace Engagement.Server.Tests.Live;

/// <summary>A thread followed by an event stream.</summary>
public sealed class EventStreamFollowerTests
{
    private const int Before = 40, After = 20;

    [Theory, EachEngine]
    public async Task What_was_there_and_what_comes_arrives_in_order_through_an_outbox_that_holds_little(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Transport:MaxOutboxMessages=4");
        var article = await site.ArticleAsync();
        var expected = new List<string>();
        for (var i = 0; i < Before; i++)
            expected.Add(await site.Alice.PostAsync(article, $"before {i}"));

        using var stream = await FollowAsync(site, article);
        var seen = new List<string>();
        while (seen.Count < Before)
            seen.Add(await AddedAsync(stream));
        for (var i = 0; i < After; i++)
        {
            expected.Add(await site.Bob.PostAsync(article, $"after {i}"));
            seen.Add(await AddedAsync(stream));
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task An_article_that_is_not_there_is_told_in_a_next_and_completed()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);

        using var stream = await FollowAsync(site, "art_0000000000001");

        Assert.Equal("NOT_FOUND", (await stream.NextAsync()).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("event: complete\ndata: ", await stream.ReadAsync());
    }

    private static Task<EventStreamCall> FollowAsync(Site site, string articleId)
    {
        var body = JsonSerializer.Serialize(new
        {
            query = "subscription($articleId: ID!) { commentAdded(articleId: $articleId, after: 0) { ... on CommentAdded { edge { node { id } } } } }",
            variables = new { articleId },
        });
        var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return EventStreamCall.SendAsync(site.Server.Http, request);
    }

    private static async Task<string> AddedAsync(EventStreamCall stream) =>
        (await stream.NextAsync()).GetProperty("data").GetProperty("commentAdded").GetProperty("edge").GetProperty("node").GetProperty("id").GetString()!; // ids are strings
}
