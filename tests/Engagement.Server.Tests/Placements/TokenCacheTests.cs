using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Live;
using Engagement.Server.Tests.Replicas;
using Engagement.Server.Tests.Shares;
using Engagement.Transport.Answers;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>A token is of one page and one reader: nothing that answers others holds one.</summary>
public sealed class TokenCacheTests
{
    private const string Title = "A title that answers are kept with", Line = "[Webinar] Kept by nobody";
    private const string Plain = "{ article(by: {key: \"a\"}) { title } }";
    private const string Placed = "{ article(by: {key: \"a\"}) { title placements(slots: [\"INLINE_TEXT\"]) { token clickUrl disclosure { label sponsor } } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task No_cache_holds_a_token(string engine)
    {
        await using var site = await StartAsync(engine);
        using var browser = new Browser(site);
        var tokens = await UseAsync(site, browser);
        Assert.NotNull(Remembered.FindIn(site.Server.Services.GetRequiredService<KeptAnswers>(), Title)); // an answer that is kept is found
        Assert.NotNull(Remembered.Find(site.Server.Services, Line)); // as is what is served from
        Assert.Equal([null, null, null], tokens.Select(token => Remembered.Find(site.Server.Services, token)));
        Assert.Null(Remembered.Find(site.Server.Services, "\"clickUrl\":")); // nor is the answer, of another page either
    }

    [Fact]
    public async Task No_redis_holds_or_is_told_a_token()
    {
        Assert.SkipUnless(RedisServer.IsThere, "redis-server is not on this machine.");
        await using var redis = await RedisServer.StartNewAsync();
        await using var client = await ConnectionMultiplexer.ConnectAsync($"{redis.Configuration},allowAdmin=true");
        var said = new ConcurrentQueue<byte[]>();
        await client.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("*"), (_, message) => said.Enqueue(message!));
        await using var site = await StartAsync(Engines.PostgreSql, $"Redis:Configuration={redis.Configuration}", "RateLimits:QueriesPerAddress=100000", "RateLimits:PlacementEventsPerAddress=100000");
        Assert.True(await Wait.UntilAsync(async () => (await site.Server.Http.GetStringAsync("health/ready", Cancel)).Contains("\"ready\"", StringComparison.Ordinal)));
        using var browser = new Browser(site);
        var tokens = await UseAsync(site, browser);
        await site.Alice.PostAsync(await site.IdAsync("a"), "A change that replicas are told");
        Assert.True(await Wait.UntilAsync(() => !said.IsEmpty));

        var server = client.GetServers().Single();
        var kept = new List<string>();
        await foreach (var key in server.KeysAsync())
            kept.Add($"{key} {Encoding.Latin1.GetString((await client.GetDatabase().KeyDumpAsync(key))!)}"); // it was there a moment ago, and lives a minute
        Assert.NotEmpty(kept);
        foreach (var text in kept.Concat(said.Select(Encoding.Latin1.GetString)))
            Assert.DoesNotContain(tokens, token => text.Contains(token, StringComparison.Ordinal));
    }

    private static async Task<Site> StartAsync(string engine, params string[] settings)
    {
        var site = await Site.StartAsync(engine, settings: settings);
        await site.RegisterAsync(Press.Article("a", title: Title));
        await site.AdvertiserAsync();
        await site.ApprovedAsync(site.Manager("maria", "acme"), creative: Desk.Creative(("headline", Line)));
        await site.Server.ServeAsync();
        return site;
    }

    /// <summary>Everything that a token passes through: pages by GET and POST, a subscription that many share, beacons, clicks, reports.</summary>
    private static async Task<IReadOnlyList<string>> UseAsync(Site site, Browser browser)
    {
        var article = await site.IdAsync("a");
        await browser.Person.PlacedAsync(article);
        var tokens = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            (await browser.OpenAsync($"graphql?query={Uri.EscapeDataString(Plain)}")).Dispose();
            using var response = await browser.OpenAsync($"graphql?query={Uri.EscapeDataString(Placed)}");
            Assert.Equal((true, null, null, null), (response.Headers.CacheControl?.NoStore, response.Headers.ETag?.Tag, response.Headers.Age, response.Content.Headers.LastModified)); // nor does anybody on the way
            tokens.Add(JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)).At("data", "article", "placements")[0].Token());
        }
        tokens.Add((await site.Alice.PlacedAsync(article)).Token());
        await AssertNotSharedAsync(site, article);
        await browser.SeeAsync("VIEWABLE", tokens);
        await browser.FollowAsync($"p/{tokens[0]}");
        await site.Alice.DoAsync("reportPlacement", "ReportPlacementInput", "__typename", new { token = tokens[2], reason = "SPAM" });
        await site.Anybody.QueryAsync("{ __typename }"); // what the engine validated last hangs on its validator until the next operation
        return tokens;
    }

    private static async Task AssertNotSharedAsync(Site site, string article)
    {
        const string Document = "subscription($ids: [ID!]!) { engagementChanged(articleIds: $ids) { placements(slots: [\"INLINE_TEXT\"]) { token disclosure { label sponsor } } } }";
        foreach (var who in (Person[])[site.Anybody, site.Bob])
        {
            using var socket = await GraphQLSocket.SubscribeAsync(site.Server.Address, who.Token, Document, new { ids = new[] { article } }, Cancel);
            var refused = await Assert.ThrowsAsync<RefusedException>(async () => await socket.EventsAsync(Cancel).FirstAsync(Cancel));
            Assert.Contains("PLACEMENTS_MISPLACED", refused.Message, StringComparison.Ordinal);
        }
    }
}
