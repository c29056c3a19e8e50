using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>Uses of share buttons, and visits that the page itself reports.</summary>
public sealed class RecordShareTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task One_intent_of_a_caller_and_channel_counts_in_ten_minutes(string engine)
    {
        var time = new StandingClock(Start);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync();
        using var reader = new Browser(site);
        using var other = new Browser(site, Browser.Safari);

        Assert.True(await reader.ShareAsync(article));
        Assert.False(await reader.ShareAsync(article));
        Assert.True(await other.ShareAsync(article));
        Assert.True(await Browser.ShareAsync(site.Alice, article)); // signed in: another caller, whatever program it is
        Assert.False(await Browser.ShareAsync(site.Alice, article));
        Assert.True(await reader.ShareAsync(article, "EMAIL"));
        time.Now += TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1);
        Assert.False(await reader.ShareAsync(article));
        time.Now += TimeSpan.FromMilliseconds(1);
        Assert.True(await reader.ShareAsync(article));

        Assert.Equal("""[{"channel":"X","intents":4,"visits":0},{"channel":"EMAIL","intents":1,"visits":0}]""", await site.SharesAsync(article));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task What_was_handed_over_is_for_publishers_only(string engine)
    {
        await using var site = await Site.StartAsync(engine, new StandingClock(Start));
        var article = await site.ArticleAsync();
        using var reader = new Browser(site);

        Assert.True(await reader.ShareAsync(article, "NATIVE", "COMPLETED"));
        Assert.Equal("[]", await site.SharesAsync(article));
        Assert.Equal(
            """[{"key":"an-article","channel":null,"intents":0,"completions":1,"visits":0,"filtered":[]}]""", await site.ReportAsync("ARTICLE"));
        var refused = await site.Alice.Client.AskAsync("""{ shareReport(from: "2026-01-01T00:00:00Z", to: "2026-12-31T00:00:00Z") { key } }""", token: site.Alice.Token);
        Assert.Equal("FORBIDDEN", refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task A_key_counts_once_and_answers_alike(string engine)
    {
        var time = new StandingClock(Start);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync();
        using var reader = new Browser(site);

        Assert.True(await reader.ShareAsync(article, idempotencyKey: "one"));
        Assert.False(await reader.ShareAsync(article, idempotencyKey: "two"));
        time.Now += TimeSpan.FromMinutes(11);
        Assert.True(await reader.ShareAsync(article, idempotencyKey: "one"));
        Assert.False(await reader.ShareAsync(article, idempotencyKey: "two"));
        var reused = await reader.Person.RefusedAsync("recordShare", "RecordShareInput", new { articleId = article, channel = "EMAIL", idempotencyKey = "one" });

        Assert.Equal("IDEMPOTENCY_KEY_REUSED", reused.GetProperty("code").GetString());
        Assert.Equal("""[{"channel":"X","intents":1,"visits":0}]""", await site.SharesAsync(article));
    }

    [Theory, EachEngine]
    public async Task A_key_counts_once_in_one_batch_too(string engine)
    {
        await using var site = await Site.StartAsync(engine, new StandingClock(Start));
        var article = await site.ArticleAsync();
        var key = new KeyUse(7, "one", IdempotencyKeys.Hash("recordShare"));
        var draft = new ShareDraft(ArticleView.ParseId(article)!.Value, ShareChannel.X, ShareEventKind.Intent, 7, Key: key);

        var outcomes = await site.Server.Services.GetRequiredService<ShareBatch>().WriteAsync([draft, draft], Cancel);

        Assert.Equal([(true, false), (true, true)], outcomes.Select(o => (o.Counted, o.IsRepeat)));
        Assert.Equal("""[{"channel":"X","intents":1,"visits":0}]""", await site.SharesAsync(article));
        await using var db = site.Server.Database.OpenContext();
        Assert.Equal((1, 1), (Assert.Single(await db.Set<ShareMark>().ToListAsync(Cancel)).Count, Assert.Single(await db.Set<ShareHour>().ToListAsync(Cancel)).Shares));
    }

    [Theory, EachEngine]
    public async Task A_repeat_finds_its_article_after_a_merge_and_shows_none_that_is_hidden_since(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, hidden) = (await site.ArticleAsync("from"), await site.ArticleAsync("hidden"));
        await site.ArticleAsync("into");
        using var reader = new Browser(site);
        Assert.True(await reader.ShareAsync(from, idempotencyKey: "merged"));
        Assert.True(await reader.ShareAsync(hidden, idempotencyKey: "hidden"));

        await site.MergeAsync("from", "into");
        await site.ArticleAsync("hidden", "UNPUBLISHED");

        Assert.True(await reader.ShareAsync(from, idempotencyKey: "merged"));
        var refused = await reader.Person.RefusedAsync("recordShare", "RecordShareInput", new { articleId = hidden, channel = "X", idempotencyKey = "hidden" });
        Assert.Equal("NOT_FOUND", refused.GetProperty("code").GetString());
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task What_is_filtered_keeps_no_key(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        using var crawler = new Browser(site, "curl/8.5.0");

        Assert.False(await crawler.ShareAsync(article, idempotencyKey: "one"));
        Assert.False(await crawler.ShareAsync(article, idempotencyKey: "one"));

        await using var db = site.Server.Database.OpenContext();
        Assert.Empty(await db.Set<IdempotencyKey>().Where(k => k.Key == "one").ToListAsync(Cancel));
    }

    [Theory, EachEngine]
    public async Task A_recount_finds_what_is_wrong_and_repairs_it(string engine)
    {
        await using var site = await Site.StartAsync(engine, new StandingClock(Start));
        var article = await site.ArticleAsync();
        using var reader = new Browser(site);
        await reader.ShareAsync(article);
        await reader.FollowAsync(await site.SharedUrlAsync(article));
        await using (var db = site.Server.Database.OpenContext())
        {
            await db.Set<ShareTally>().ExecuteUpdateAsync(t => t.SetProperty(p => p.Intents, 7), Cancel);
            await db.Set<ShareDay>().ExecuteUpdateAsync(d => d.SetProperty(p => p.Visits, 8), Cancel);
            await db.Set<ShareHour>().ExecuteUpdateAsync(h => h.SetProperty(p => p.Shares, 9), Cancel);
        }
        var verifier = site.Server.Services.GetRequiredService<CountsVerifier>();

        Assert.Equal(3, await verifier.VerifyAsync(repair: false, null, Cancel).CountAsync(Cancel));
        await verifier.VerifyAsync(repair: true, null, Cancel).CountAsync(Cancel);
        Assert.Empty(await verifier.VerifyAsync(repair: false, null, Cancel).ToListAsync(Cancel));
        Assert.Equal("""[{"channel":"X","intents":1,"visits":1}]""", await site.SharesAsync(article));
        await using var after = site.Server.Database.OpenContext();
        Assert.Equal(2, Assert.Single(await after.Set<ShareHour>().ToListAsync(Cancel)).Shares);
    }

    [Theory, EachEngine]
    public async Task Many_at_once_are_all_counted(string engine)
    {
        const int Many = 40;
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var link = await site.SharedUrlAsync(article);
        var readers = Enumerable.Range(0, Many).Select(i => new Browser(site, $"{Browser.Firefox} {i}")).ToList();
        await Task.WhenAll(readers.SelectMany(r => (Task[])[r.ShareAsync(article), r.ShareAsync(article), r.FollowAsync(link), r.FollowAsync(link)]));
        readers.ForEach(r => r.Dispose());

        Assert.Equal($$"""[{"channel":"X","intents":{{Many}},"visits":{{Many}}}]""", await site.SharesAsync(article));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task A_direct_link_names_its_channel_and_the_page_reports_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var shared = new Uri(await site.SharedUrlAsync(article, "HACKER_NEWS"));
        using var reader = new Browser(site);

        Assert.Equal("https://news.example/an-article", shared.GetLeftPart(UriPartial.Path));
        Assert.Matches("^\\?share=[0-9A-Za-z]{10}$", shared.Query);
        var code = shared.Query["?share=".Length..];
        Assert.True(await VisitAsync(reader.Person, code));
        Assert.False(await VisitAsync(reader.Person, code));
        Assert.True(await VisitAsync(site.Alice, code));
        Assert.False(await VisitAsync(site.Mod, code)); // the site's own people do not visit
        Assert.Equal("""[{"channel":"HACKER_NEWS","intents":0,"visits":2}]""", await site.SharesAsync(article));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task Every_count_raises_the_version_and_nothing_else_does(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        using var reader = new Browser(site);
        using var crawler = new Browser(site, "curl/8.5.0");

        var before = await site.VersionAsync(article);
        await reader.ShareAsync(article);
        Assert.Equal(before + 1, await site.VersionAsync(article));
        await reader.ShareAsync(article);
        await crawler.ShareAsync(article);
        Assert.Equal(before + 1, await site.VersionAsync(article));
    }

    [Theory, EachEngine]
    public async Task What_tells_callers_apart_goes_with_its_day(string engine)
    {
        var time = new StandingClock(Start);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync();
        using var reader = new Browser(site);
        await reader.ShareAsync(article);
        var first = await RowsAsync(site);
        time.Now += TimeSpan.FromDays(1);
        await reader.ShareAsync(article);
        await using var db = site.Server.Database.OpenContext();
        Assert.Equal(2, await db.Set<ShareMark>().Select(m => m.Caller).Distinct().CountAsync(Cancel)); // nobody can tell that it was the same

        time.Now += TimeSpan.FromDays(4);
        await site.Server.Services.GetRequiredService<ExpiredRows>().DeleteAsync(Cancel);
        Assert.Equal((1, 1), first);
        Assert.Equal((0, 0), await RowsAsync(site));
        Assert.Equal("""[{"channel":"X","intents":2,"visits":0}]""", await site.SharesAsync(article));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task Replicas_know_a_caller_as_the_same(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        Assert.SkipWhen(engine == Engines.Sqlite, "SQLite has one process.");
        await using var replica = await site.Server.StartReplicaAsync();
        var article = await site.ArticleAsync();
        var link = new Uri(await site.SharedUrlAsync(article)).PathAndQuery;
        using var reader = new Browser(site);
        await reader.FollowAsync(link);
        await reader.FollowAsync(new Uri(replica.Address, link).AbsoluteUri);

        Assert.Equal("""[{"channel":"X","intents":0,"visits":1}]""", await site.SharesAsync(article));
    }

    private static async Task<(int Marks, int Keys)> RowsAsync(Site site)
    {
        await using var db = site.Server.Database.OpenContext();
        return (await db.Set<ShareMark>().CountAsync(Cancel), await db.Set<DailyKey>().CountAsync(Cancel));
    }

    private static async Task<bool> VisitAsync(Person person, string code) =>
        (await person.DoAsync("recordVisit", "RecordVisitInput", "counted", new { code })).GetProperty("counted").GetBoolean();
}
