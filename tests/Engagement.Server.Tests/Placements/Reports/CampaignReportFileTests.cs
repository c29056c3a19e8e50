using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Endpoints;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Xunit;

namespace Engagement.Server.Tests.Placements.Reports;

/// <summary>What became of a campaign, and what is billed of a month, as CSV.</summary>
public sealed class CampaignReportFileTests
{
    private const string Header =
        "key,decisions,impressions,viewables,measurable_rate,clicks,billed,over_delivery,unfilled,invalid_crawler,invalid_preview,invalid_prefetch,invalid_head,invalid_no_agent,invalid_staff,invalid_agent_changed,invalid_rate,invalid_proxy_verdict,invalid_too_soon";

    private const string StatementHeader =
        "advertiser,advertiser_name,order_number,campaign,campaign_name,goal,billed,over_delivery,viewables,clicks,price_model,price_minor,currency,starts_on,ends_on,total,billed_in_all,pages,stood";

    private const string Days = "from=2026-11-01&to=2026-12-31";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Its_rows_are_those_of_the_report_and_none_is_a_formula(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine, article: "=1+1", channel: "=news, \"local\"");
        const string Crawled = "1,0,0,0,0,0,0,0,0,0", Clean = "0,0,0,0,0,0,0,0,0,0";
        var (first, second) = ($"5,4,3,0.75,1,3,0,0,{Crawled}", $"2,2,2,1,0,1,1,1,{Clean}");
        var (one, three) = ($"6,5,4,0.8,1,3,1,1,{Crawled}", $"1,1,1,1,0,1,0,0,{Clean}");

        Assert.Equal([Header, $"2026-11-30,{first}", $"2026-12-01,{second}"], await LinesAsync(""));
        Assert.Equal([Header, $"{delivered.Creatives[0]},{first}", $"{delivered.Creatives[1]},2,2,2,1,0,1,1,0,{Clean}"], await LinesAsync("&by=CREATIVE"));
        Assert.Equal([Header, $"\"'=1+1\",{one}", $"three,{three}"], await LinesAsync("&by=ARTICLE"));
        Assert.Equal([Header, $"\"'=news, \"\"local\"\"\",{one}", $"tech,{three}"], await LinesAsync("&by=CHANNEL"));
        Assert.Equal([Header, $"INLINE_TEXT,{one}", $"RELATED_NEWS,{three}"], await LinesAsync("&by=SLOT"));

        async Task<string[]> LinesAsync(string by) => await TextAsync(delivered.Site, $"report.csv?campaign={delivered.Campaign}&{Days}{by}", delivered.Manager);
    }

    [Theory, EachEngine]
    public async Task A_statement_has_what_belongs_to_its_month_and_no_formula(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine, "=Acme, \"Inc.\"", "@spring");
        var site = delivered.Site;
        await site.AdvertiserAsync("other", "Other");
        var otto = site.Manager("otto", "other");
        var unseen = await site.ApprovedAsync(otto, Desk.Campaign(("startsOn", "2026-12-01"), ("endsOn", "2026-12-31")), advertiser: "other"); // nothing of it was shown
        await otto.DraftAsync(Desk.Campaign(("startsOn", "2026-12-01"), ("endsOn", "2026-12-31")), "other");
        var nothing = $"other,Other,4711,{unseen},A campaign,VIEWABLE_IMPRESSIONS,0,0,0,0,CPM,2500,EUR,2026-12-01,2026-12-31,1000,0,,";
        var (start, end) = ($"acme,\"'=Acme, \"\"Inc.\"\"\",4711,{delivered.Campaign},\"'@spring\",VIEWABLE_IMPRESSIONS", "CPM,2500,EUR,2026-11-30,2026-12-31,4,4,,");
        foreach (var who in (Person[])[delivered.Manager, site.Admin])
        {
            Assert.Equal([StatementHeader, $"{start},3,0,3,1,{end}"], await TextAsync(site, "statement.csv?month=2026-11", who));
            string[] december = [StatementHeader, $"{start},1,1,2,0,{end}", .. who == site.Admin ? (string[])[nothing] : []];
            Assert.Equal(december, await TextAsync(site, "statement.csv?month=2026-12", who));
            Assert.Equal([StatementHeader], await TextAsync(site, "statement.csv?month=2026-10", who));
        }
        Assert.Equal([StatementHeader], await TextAsync(site, "statement.csv?month=2026-11", otto));
        Assert.Equal([StatementHeader, nothing], await TextAsync(site, "statement.csv?month=2026-12", otto));
        Assert.Equal([StatementHeader], await TextAsync(site, "statement.csv?month=9999-12", site.Admin));
        using var foreign = await GetAsync(site, $"report.csv?campaign={delivered.Campaign}&{Days}", site.Manager("otto", "other"));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (foreign.StatusCode, foreign.Content.Headers.ContentType?.MediaType));
    }

    [Theory, EachEngine]
    public async Task A_statement_has_what_was_booked_and_not_seen(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(2026, 12, 20, 12, 0, 0, TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        var maria = await site.ManagerAsync();
        var article = await site.ArticleAsync();
        var reached = await site.ApprovedAsync(maria, Booked(("total", 1)));
        using var reader = new Browser(site);
        await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token());
        var live = await site.ApprovedAsync(maria, Booked());
        var paused = await site.ApprovedAsync(maria, Booked());
        await maria.MoveAsync(paused, "PAUSED");
        var finished = await site.ApprovedAsync(maria, Booked());
        await maria.MoveAsync(finished, "FINISHED");
        await site.ApprovedAsync(maria, Booked(("tier", "HOUSE")));
        var later = await site.ApprovedAsync(maria, Booked(("startsOn", "2026-12-21")));
        var waiting = await maria.DraftAsync(Booked());
        await maria.AddCreativeAsync(waiting);
        await maria.MoveAsync(waiting, "IN_REVIEW");

        Assert.Equal([reached, live, paused, finished], await CampaignsAsync("2026-12"));
        Assert.Empty(await CampaignsAsync("2027-01")); // has not come
        time.Now = new DateTimeOffset(2027, 1, 2, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal([live, paused, finished, later], await CampaignsAsync("2027-01"));
        Assert.Equal([reached, live, paused, finished, later], await CampaignsAsync("2026-12"));

        static Dictionary<string, object?> Booked(params ReadOnlySpan<(string Field, object? Value)> changes) =>
            Desk.Campaign([("startsOn", "2026-12-20"), ("endsOn", "2027-01-31"), .. changes]);

        async Task<string[]> CampaignsAsync(string month) => [.. (await TextAsync(site, $"statement.csv?month={month}", maria)).Skip(1).Select(row => row.Split(',')[3])];
    }

    [Fact]
    public async Task They_are_for_sponsors_managers_and_admins()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        foreach (var file in (string[])["report.csv?campaign=cmp_0000000000001&from=2026-11-01&to=2026-11-30", "statement.csv?month=2026-11"])
        {
            foreach (var person in (Person[])[site.Alice, site.Publisher])
            {
                using var response = await GetAsync(site, file, person);
                Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            }
            using var unknown = await GetAsync(site, file, site.Anybody);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (unknown.StatusCode, $"{unknown.Headers.WwwAuthenticate}"));
            Assert.True(unknown.Headers.CacheControl?.NoStore);
        }
    }

    [Theory]
    [InlineData("report.csv", 400, "`from` is a day")]
    [InlineData("report.csv?from=2026-11-01", 400, "`to` is a day")]
    [InlineData("report.csv?from=2026-11-02&to=2026-11-01", 400, "`to` is not before `from`")]
    [InlineData("report.csv?from=2026-01-01&to=2027-01-02", 400, "`from` to `to` has at most 366 days, not 367")]
    [InlineData($"report.csv?{Days}&by=day", 400, "`by` is DAY")]
    [InlineData($"report.csv?{Days}&by=0", 400, "`by` is DAY")]
    [InlineData($"report.csv?{Days}", 404, "no such campaign")]
    [InlineData($"report.csv?{Days}&campaign=cmp_0000000000001", 404, "no such campaign")]
    [InlineData("statement.csv", 400, "`month` is a month")]
    [InlineData("statement.csv?month=2026-13", 400, "`month` is a month")]
    [InlineData("statement.csv?month=2026-11-01", 400, "`month` is a month")]
    [InlineData("statement.csv?month=0000-01", 400, "`month` is a month")]
    public async Task A_bad_question_is_told_what_is_wrong(string file, int status, string says)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var response = await GetAsync(site, file, site.Admin);

        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains(says, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    private static Task<HttpResponseMessage> GetAsync(Site site, string file, Person who) => site.Server.GetAsync(
        $"placements/{file}", headers: h => h.Authorization = who.Token is null ? null : new AuthenticationHeaderValue("Bearer", who.Token));

    private static async Task<string[]> TextAsync(Site site, string file, Person who)
    {
        using var response = await GetAsync(site, file, who);
        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8; header=present"), (response.StatusCode, $"{response.Content.Headers.ContentType}"));
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Matches("^(statement-[0-9]{4}-(0[1-9]|1[0-2])|cmp_.*-2026-11-01-2026-12-31-[A-Z]+)\\.csv$", response.Content.Headers.ContentDisposition?.FileName);
        return (await response.Content.ReadAsStringAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
