using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>What was shared, as GraphQL tells publishers.</summary>
public sealed class ShareReportTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory, EachEngine]
    public async Task Each_author_of_an_article_has_all_that_was_shared_of_it(string engine)
    {
        await using var site = await Site.StartAsync(engine, new StandingClock(Start));
        await site.RegisterAsync(
            new { key = "both", url = "https://news.example/both", title = "both", authors = new[] { "Ann", "Ben" } },
            new { key = "one", url = "https://news.example/one", title = "one", authors = new[] { "Ben" } },
            new { key = "nobody", url = "https://news.example/nobody", title = "nobody" });
        var (both, one, nobody) = (await site.IdAsync("both"), await site.IdAsync("one"), await site.IdAsync("nobody"));
        await Browser.ShareAsync(site.Alice, both);
        await Browser.ShareAsync(site.Bob, both, "EMAIL");
        await Browser.ShareAsync(site.Alice, one);
        await Browser.ShareAsync(site.Alice, nobody);

        Assert.Equal($"[{Row("Ben", 3)},{Row("Ann", 2)}]", await site.ReportAsync("AUTHOR"));
        Assert.Equal($"[{Row("Ann", 2)},{Row("Ben", 2)}]", await site.ReportAsync("AUTHOR", articleId: both));
        Assert.Equal($"[{Row("both", 2)}]", await site.ReportAsync("ARTICLE", articleId: both));
        Assert.Equal($"[{Row("2026-03-10", 1)}]", await site.ReportAsync(articleId: one));
        Assert.Equal("[]", await site.ReportAsync("AUTHOR", articleId: nobody));
        Assert.Equal("[]", await site.ReportAsync(articleId: "art_0000000000001"));
    }

    [Theory, EachEngine]
    public async Task A_day_of_the_site_may_have_23_hours_or_25(string engine)
    {
        var time = new StandingClock(Start);
        await using var site = await Site.StartAsync(engine, time, "Site:TimeZone=Europe/Berlin");
        var article = await site.ArticleAsync();
        foreach (var (day, start, end) in (IEnumerable<(string, DateTimeOffset, DateTimeOffset)>)[
            ("2026-03-29", new(2026, 3, 28, 23, 0, 0, TimeSpan.Zero), new(2026, 3, 29, 22, 0, 0, TimeSpan.Zero)),
            ("2026-10-25", new(2026, 10, 24, 22, 0, 0, TimeSpan.Zero), new(2026, 10, 25, 23, 0, 0, TimeSpan.Zero))])
        {
            var millisecond = TimeSpan.FromMilliseconds(1);
            foreach (var now in (DateTimeOffset[])[start - millisecond, start, end - millisecond, end])
            {
                time.Now = now;
                Assert.True(await Browser.ShareAsync(site.Alice, article));
            }

            Assert.Equal($"[{Row(day, 2)}]", await site.ReportAsync(from: $"{start:O}", to: $"{end:O}"));
            var all = await site.ReportAsync(from: $"{start - millisecond:O}", to: $"{end + millisecond:O}");
            Assert.Equal(3, all.Split("\"key\"").Length - 1);
            Assert.Contains(Row(day, 2), all, StringComparison.Ordinal);
        }
    }

    [Theory, EachEngine]
    public async Task It_reaches_to_the_last_day_that_there_is(string engine)
    {
        await using var site = await Site.StartAsync(engine);

        Assert.Equal("[]", await site.ReportAsync(from: "9999-01-01T00:00:00Z", to: "9999-12-31T23:59:59.999Z"));
        Assert.Equal("[]", await site.ReportAsync(from: "0001-01-01T00:00:00Z", to: "0001-01-01T00:00:00.001Z"));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2027-01-02T00:00:00Z", null, null)]
    [InlineData("2026-01-01T00:00:00Z", "2027-01-02T00:00:00.001Z", "TOO_MANY", "`from` to `to` has at most 366 days, not 367.")]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "INVALID_PAGE", "`to` is after `from`.")]
    [InlineData("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "INVALID_PAGE", "`to` is after `from`.")]
    public async Task Days_that_are_none_or_too_many_are_refused(string from, string to, string? code, string? message)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var answer = await site.Publisher.Client.AskAsync($$"""{ shareReport(from: "{{from}}", to: "{{to}}") { key } }""", token: site.Publisher.Token);

        Assert.Equal(code is not null, answer.TryGetProperty("errors", out var errors));
        if (code is not null)
            Assert.Equal((code, message), (errors[0].At("extensions", "code").GetString(), errors[0].GetProperty("message").GetString()));
    }

    private static string Row(string key, int intents) =>
        $$"""{"key":"{{key}}","channel":null,"intents":{{intents}},"completions":0,"visits":0,"filtered":[]}""";
}
