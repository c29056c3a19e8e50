using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Endpoints;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>The report of shares as CSV.</summary>
public sealed class ShareReportFileTests
{
    private const string Header = "key,intents,completions,visits,filtered_crawler,filtered_preview,filtered_prefetch,filtered_head,filtered_no_agent,filtered_staff";
    private const string November = "from=2026-11-01&to=2026-11-30";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Its_rows_are_days_articles_channels_or_authors_and_none_is_a_formula(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        var payload = await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "articles { id }", new
        {
            articles = new[]
            {
                new { key = "=1+1", url = "https://news.example/1", title = "One", authors = new[] { "Ann, \"A\"", "=cmd()" } },
                new { key = "two", url = "https://news.example/2", title = "Two", authors = new[] { "=cmd()" } },
            },
        });
        var ids = payload.GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("id").GetString()!).ToList();
        using var reader = new Browser(site);
        using var crawler = new Browser(site, "curl/8.5.0");
        await reader.ShareAsync(ids[0]);
        await reader.ShareAsync(ids[0], kind: "COMPLETED");
        await reader.ShareAsync(ids[0], "EMAIL");
        time.Now = new DateTimeOffset(2026, 11, 30, 23, 59, 59, TimeSpan.Zero);
        var link = await site.SharedUrlAsync(ids[1]);
        await reader.FollowAsync(link);
        await crawler.FollowAsync(link);
        await reader.FollowAsync(link, HttpMethod.Head);
        time.Now += TimeSpan.FromSeconds(1); // in December
        await reader.ShareAsync(ids[1]);

        Assert.Equal([Header, "2026-11-01,2,1,0,0,0,0,0,0,0", "2026-11-30,0,0,1,1,0,0,1,0,0"], await LinesAsync(site, ""));
        Assert.Equal([Header, "\"'=1+1\",2,1,0,0,0,0,0,0,0", "two,0,0,1,1,0,0,1,0,0"], await LinesAsync(site, "&by=ARTICLE"));
        Assert.Equal([Header, "X,1,1,1,1,0,0,1,0,0", "EMAIL,1,0,0,0,0,0,0,0,0"], await LinesAsync(site, "&by=CHANNEL"));
        Assert.Equal([Header, "\"'=cmd()\",2,1,1,1,0,0,1,0,0", "\"Ann, \"\"A\"\"\",2,1,0,0,0,0,0,0,0"], await LinesAsync(site, "&by=AUTHOR"));
    }

    [Theory, EachEngine]
    public async Task It_reaches_to_the_last_day_that_there_is(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        foreach (var days in (string[])["from=0001-01-01&to=0001-12-31", "from=9999-01-01&to=9999-12-31", "from=9999-12-31&to=9999-12-31"])
        {
            using var response = await GetAsync(site, $"?{days}", site.Publisher.Token);
            Assert.Equal((HttpStatusCode.OK, $"{Header}\r\n"), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));
        }
    }

    [Fact]
    public async Task It_is_for_publishers_and_admins()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        foreach (var person in (Person[])[site.Publisher, site.Admin])
        {
            using var response = await GetAsync(site, $"?{November}", person.Token);
            Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8; header=present"), (response.StatusCode, $"{response.Content.Headers.ContentType}"));
            Assert.True(response.Headers.CacheControl?.NoStore);
        }
        foreach (var person in (Person[])[site.Alice, site.Mod])
        {
            using var response = await GetAsync(site, $"?{November}", person.Token);
            Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        }
        using var unknown = await GetAsync(site, $"?{November}", null);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal("Bearer", $"{unknown.Headers.WwwAuthenticate}");
        Assert.True(unknown.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("", "`from` is a day")]
    [InlineData("?from=2026-11-31&to=2026-12-01", "`from` is a day")]
    [InlineData("?from=2026-11-01", "`to` is a day")]
    [InlineData("?from=2026-11-01&to=2026-11-30T00:00:00Z", "`to` is a day")]
    [InlineData("?from=2026-11-02&to=2026-11-01", "`to` is not before `from`")]
    [InlineData("?from=2026-01-01&to=2027-01-02", "`from` to `to` has at most 366 days, not 367")]
    [InlineData($"?{November}&by=day", "`by` is DAY")]
    [InlineData($"?{November}&by=0", "`by` is DAY")]
    public async Task A_bad_question_is_told_what_is_wrong(string query, string says)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var response = await GetAsync(site, query, site.Publisher.Token);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains(says, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    private static Task<HttpResponseMessage> GetAsync(Site site, string query, string? token) => site.Server.GetAsync(
        $"shares.csv{query}", headers: h => h.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token));

    /// <summary>Those of November.</summary>
    private static async Task<string[]> LinesAsync(Site site, string query)
    {
        using var response = await GetAsync(site, $"?{November}{query}", site.Publisher.Token);
        return (await response.Content.ReadAsStringAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
