using System.Net;
using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Engagement.Shares;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>Short links: where they lead, and who is counted.</summary>
public sealed class ShortLinkTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory, EachEngine]
    public async Task A_reader_is_led_to_the_article_and_counts_once_a_day_and_channel(string engine)
    {
        var time = new StandingClock(Start);
        await using var site = await Site.StartAsync(engine, time, "Site:TimeZone=Europe/Berlin");
        var article = await site.ArticleAsync();
        var (byX, byMail) = (await site.SharedUrlAsync(article), await site.SharedUrlAsync(article, "EMAIL"));
        using var reader = new Browser(site);
        using var other = new Browser(site, Browser.Safari);

        Assert.Equal("https://news.example/an-article?utm_source=x&utm_medium=social&utm_campaign=share", await reader.FollowAsync(byX));
        await reader.FollowAsync(byX);
        await other.FollowAsync(byX);
        await reader.FollowAsync(byMail);
        Assert.Equal("""[{"channel":"X","intents":0,"visits":2},{"channel":"EMAIL","intents":0,"visits":1}]""", await site.SharesAsync(article));

        time.Now = new DateTimeOffset(2026, 3, 10, 22, 59, 59, TimeSpan.Zero); // the same day in Berlin
        await reader.FollowAsync(byX);
        time.Now = new DateTimeOffset(2026, 3, 10, 23, 0, 0, TimeSpan.Zero); // the next one
        await reader.FollowAsync(byX);
        Assert.Equal("""[{"channel":"X","intents":0,"visits":3},{"channel":"EMAIL","intents":0,"visits":1}]""", await site.SharesAsync(article));
        Assert.Equal(
            """[{"key":"2026-03-10","channel":null,"intents":0,"completions":0,"visits":3,"filtered":[]},{"key":"2026-03-11","channel":null,"intents":0,"completions":0,"visits":1,"filtered":[]}]""",
            await site.ReportAsync());
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task Who_is_no_reader_is_led_on_and_told_apart_by_reason(string engine)
    {
        await using var site = await Site.StartAsync(engine, new StandingClock(Start), "Pace:SharesPerAddress=1");
        var article = await site.ArticleAsync();
        var link = await site.SharedUrlAsync(article);
        using var reader = new Browser(site);
        using var nameless = new Browser(site, null);
        using var facebook = new Browser(site, "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)");
        using var google = new Browser(site, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");

        await nameless.FollowAsync(link);
        for (var i = 0; i < 5; i++) // more than may count: none of them uses the reader's up
            await facebook.FollowAsync(link);
        await google.FollowAsync(link);
        await reader.FollowAsync(link, HttpMethod.Head);
        await reader.FollowAsync(link, null, ("Sec-Purpose", "prefetch;prerender"));
        await reader.FollowAsync(link, null, ("Purpose", "prefetch"));
        Assert.Equal("[]", await site.SharesAsync(article));
        await reader.FollowAsync(link);

        Assert.Equal("""[{"channel":"X","intents":0,"visits":1}]""", await site.SharesAsync(article));
        Assert.Equal(
            """[{"key":"X","channel":"X","intents":0,"completions":0,"visits":1,"filtered":[{"reason":"CRAWLER","count":1},{"reason":"PREVIEW","count":5},{"reason":"PREFETCH","count":2},{"reason":"HEAD","count":1},{"reason":"NO_AGENT","count":1}]}]""",
            await site.ReportAsync("CHANNEL"));
    }

    [Theory, EachEngine]
    public async Task A_reader_is_one_whatever_letters_the_agent_has(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        using var reader = new Browser(site, "Journal du café/1.0");
        await reader.FollowAsync(await site.SharedUrlAsync(article));
        Assert.Equal("""[{"channel":"X","intents":0,"visits":1}]""", await site.SharesAsync(article));
    }

    [Theory, EachEngine]
    public async Task It_is_kept_by_nobody_and_found_by_no_search_engine(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var link = await site.SharedUrlAsync(await site.ArticleAsync());
        using var reader = new Browser(site);
        using var response = await reader.OpenAsync(link);

        Assert.Equal(("no-store", "noindex", "no-referrer"), (
            response.Headers.CacheControl?.ToString(), response.Headers.GetValues("X-Robots-Tag").Single(), response.Headers.GetValues("Referrer-Policy").Single()));
    }

    [Theory, EachEngine]
    public async Task What_no_article_is_shared_by_is_not_found(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var link = await site.SharedUrlAsync(article);
        using var reader = new Browser(site);

        foreach (var wrong in (string[])["/s/000000000x", $"{link}x", link[..^1], $"{link[..^1]}z", "/s/https%3A%2F%2Fevil.example"])
        {
            using var response = await reader.OpenAsync(wrong);
            Assert.Equal((wrong, HttpStatusCode.NotFound, null), (wrong, response.StatusCode, response.Headers.Location));
        }
        await site.ArticleAsync("an-article", "UNPUBLISHED");
        using var unpublished = await reader.OpenAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, unpublished.StatusCode);
    }

    [Theory, EachEngine]
    public async Task A_flood_from_one_address_is_led_on_and_changes_nothing(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Pace:SharesPerAddress=3");
        var article = await site.ArticleAsync();
        var link = await site.SharedUrlAsync(article);
        for (var i = 0; i < 10; i++)
        {
            using var reader = new Browser(site, $"{Browser.Firefox} {i}");
            await reader.FollowAsync(link);
        }

        Assert.Equal("""[{"channel":"X","intents":0,"visits":3}]""", await site.SharesAsync(article));
        Assert.Contains("\"filtered\":[]", await site.ReportAsync());
        var metrics = await site.Server.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        Assert.Matches("""engagement_shares_events_total\{[^}]*kind="visit",outcome="limited"\} 7""", metrics);
    }

    [Theory, EachEngine]
    public async Task While_nothing_can_be_written_all_are_led_on_and_those_who_fit_are_counted_later(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Writes:QueueLength=2", "Writes:Timeout=00:00:10");
        var link = await site.SharedUrlAsync(await site.ArticleAsync());
        var readers = Enumerable.Range(0, 5).Select(i => new Browser(site, $"{Browser.Firefox} {i}")).ToList();
        using var crawler = new Browser(site, "Googlebot/2.1");
        await readers[0].FollowAsync(link); // the day has its key then
        var queue = site.Server.Services.GetRequiredService<CommitQueue<ShareDraft, ShareOutcome>>();
        await using (await BusyDatabase.OfAsync(site.Server.Database))
        {
            foreach (var reader in readers[1..4])
                await reader.FollowAsync(link);
            Assert.Equal((true, 2), (queue.IsWriting, queue.Depth)); // one is being written, two wait
            await crawler.FollowAsync(link);
            await readers[4].FollowAsync(link);
        }

        Assert.True(await Wait.UntilAsync(async () => (await site.ReportAsync()).Contains("\"visits\":4,\"filtered\":[]", StringComparison.Ordinal)), "Not counted, or too much");
        var metrics = await site.Server.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        Assert.Matches("""engagement_shares_events_total\{[^}]*kind="visit",outcome="limited"\} 2""", metrics);
        await site.Server.VerifyCountsAsync();
        readers.ForEach(r => r.Dispose());
    }

    [Theory, EachEngine]
    public async Task Readers_behind_a_trusted_proxy_are_told_apart_by_their_own_addresses(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Network:TrustedProxies:0=127.0.0.1");
        var article = await site.ArticleAsync();
        var link = (await site.SharedUrlAsync(article)).Replace("https:", "http:");
        foreach (var address in (string[])["203.0.113.7", "203.0.113.8", "203.0.113.7", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"])
        {
            using var reader = new Browser(site, address: address);
            await reader.FollowAsync(link);
        }

        Assert.Equal("""[{"channel":"X","intents":0,"visits":4}]""", await site.SharesAsync(article));
    }
}
