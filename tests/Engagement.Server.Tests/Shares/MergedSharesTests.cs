using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>Shares of two articles that become one.</summary>
public sealed class MergedSharesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task What_both_have_is_added_up_and_the_rest_moves(string engine)
    {
        var time = new StandingClock(Start);
        await using var site = await Site.StartAsync(engine, time);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        using var crawler = new Browser(site, "curl/8.5.0");
        await Browser.ShareAsync(site.Alice, from);
        await Browser.ShareAsync(site.Bob, into);
        await Browser.ShareAsync(site.Alice, from, "EMAIL");
        await Browser.ShareAsync(site.Bob, into, "REDDIT", "COMPLETED");
        foreach (var article in (string[])[from, from, into])
            await crawler.ShareAsync(article);
        await crawler.ShareAsync(from, "EMAIL");
        time.Now += TimeSpan.FromMinutes(5);
        await Browser.ShareAsync(site.Alice, into);
        await Browser.ShareAsync(site.Bob, from);
        time.Now += TimeSpan.FromHours(1);
        await Browser.ShareAsync(site.Mod, from);
        time.Now -= TimeSpan.FromHours(1);
        await site.MergeAsync("from", "into");

        foreach (var id in (string[])[from, into])
            Assert.Equal("""[{"channel":"X","intents":5,"visits":0},{"channel":"EMAIL","intents":1,"visits":0}]""", await site.SharesAsync(id));
        Assert.Equal(
            """[{"key":"X","channel":"X","intents":5,"completions":0,"visits":0,"filtered":[{"reason":"CRAWLER","count":3}]},{"key":"REDDIT","channel":"REDDIT","intents":0,"completions":1,"visits":0,"filtered":[]},{"key":"EMAIL","channel":"EMAIL","intents":1,"completions":0,"visits":0,"filtered":[{"reason":"CRAWLER","count":1}]}]""",
            await site.ReportAsync("CHANNEL"));
        await using (var db = site.Server.Database.OpenContext())
        {
            var id = ArticleView.ParseId(into);
            var hours = await db.Set<ShareHour>().OrderBy(h => h.Hour).ToListAsync(Cancel);
            Assert.Equal([(id, 5, 4), (id, 1, 1)], hours.Select(h => ((long?)h.ArticleId, h.Shares, h.Callers)));
            Assert.Equal([1, 1, 1, 2, 2], await db.Set<ShareMark>().Where(m => m.ArticleId == id).Select(m => m.Count).OrderBy(c => c).ToListAsync(Cancel));
        }
        await site.Server.VerifyCountsAsync();

        time.Now += TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1); // of two marks the later one holds
        Assert.False(await Browser.ShareAsync(site.Alice, from));
        Assert.False(await Browser.ShareAsync(site.Bob, into));
        time.Now += TimeSpan.FromMilliseconds(1);
        Assert.True(await Browser.ShareAsync(site.Alice, from));
        Assert.True(await Browser.ShareAsync(site.Bob, into));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task A_repeat_is_one_by_either_id(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into, other) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"), await site.ArticleAsync("other"));
        Assert.True(await Browser.ShareAsync(site.Alice, from, idempotencyKey: "k"));
        Assert.True(await Browser.ShareAsync(site.Bob, other, "COPY")); // there is a row of each then
        await site.MergeAsync("from", "into");

        Assert.True(await Browser.ShareAsync(site.Alice, from, idempotencyKey: "k"));
        Assert.True(await Browser.ShareAsync(site.Alice, into, idempotencyKey: "k"));
        var error = await site.Alice.RefusedAsync("recordShare", "RecordShareInput", new { articleId = other, channel = "X", idempotencyKey = "k" });
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", error.GetProperty("code").GetString());
        Assert.Equal("""[{"channel":"X","intents":1,"visits":0}]""", await site.SharesAsync(into));

        var queue = site.Server.Services.GetRequiredService<CommitQueue<ShareDraft, ShareOutcome>>();
        Task<bool>[] shares;
        await using (await BusyDatabase.OfAsync(site.Server.Database))
        {
            var first = Browser.ShareAsync(site.Bob, other);
            Assert.True(await Wait.UntilAsync(() => queue.IsWriting));
            shares = [first, Browser.ShareAsync(site.Bob, from, "EMAIL"), Browser.ShareAsync(site.Alice, into, idempotencyKey: "k")]; // the last two are one batch
            Assert.True(await Wait.UntilAsync(() => queue.Depth == 2));
        }
        Assert.All(await Task.WhenAll(shares), Assert.True);
    }

    [Theory, EachEngine]
    public async Task However_many_shared_both_it_ends_in_time(string engine)
    {
        const int Callers = 60_000, Both = 20_000;
        await using var site = await Site.StartAsync(engine, new StandingClock(Start));
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        await MarkAsync(site, from, 1, Callers);
        await MarkAsync(site, into, Callers - Both + 1, Callers);
        await site.MergeAsync("from", "into");

        await using var db = site.Server.Database.OpenContext();
        var marks = db.Set<ShareMark>().Where(m => m.ArticleId == ArticleView.ParseId(into));
        Assert.Equal((2 * Callers - Both, 2 * Callers), (await marks.CountAsync(Cancel), await marks.SumAsync(m => m.Count, Cancel)));
        Assert.Equal(2 * Callers - Both, await db.Set<ShareMark>().CountAsync(Cancel));
    }

    /// <summary>As many callers, of whom the first has the number, used the button once.</summary>
    private static async Task MarkAsync(Site site, string article, int first, int callers)
    {
        await using var db = site.Server.Database.OpenContext();
        await db.Database.ExecuteSqlRawAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {2})
            INSERT INTO "ShareMarks" ("ArticleId", "Caller", "Day", "Channel", "Kind", "Count", "CountedAt")
            SELECT {0}, i + {1} - 1, {3}, 2, 1, 1, {4} FROM n
            """,
            [ArticleView.ParseId(article) ?? 0, first, callers, DateOnly.FromDateTime(Start.DateTime), Start.UtcDateTime], Cancel);
    }
}
