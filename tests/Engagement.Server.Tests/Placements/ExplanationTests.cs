using System.Text.Json;
using Engagement.Placements.Events;
using Engagement.Placements.Forecasts;
using Engagement.Placements.Serving;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>What managers are told of what is chosen, what could be, and how it would look.</summary>
public sealed class ExplanationTests
{
    private const string Previewed =
        "query($id: ID!, $slots: [String!]!, $preview: String) { article(by: {id: $id}) { placements(slots: $slots, preview: $preview) { slot token clickUrl disclosure { label sponsor } } } }";

    [Theory, EachEngine]
    public async Task Each_campaign_is_told_with_the_first_filter_that_drops_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Press.Article("a", channels: ["payments"], keywords: ["legal"]));
        var article = await site.IdAsync("a");
        await site.AdvertiserAsync();
        await site.AdvertiserAsync("rival", "Rival");
        var (maria, ray) = (site.Manager("maria", "acme"), site.Manager("ray", "rival"));
        var tomorrow = $"{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}";
        foreach (var campaign in new[]
        {
            Desk.Campaign(("name", "fits")), Desk.Campaign(("name", "dates"), ("startsOn", tomorrow)), Desk.Campaign(("name", "slot"), ("slots", new[] { "RELATED_NEWS" })),
            Desk.Campaign(("name", "targeting"), ("targets", new { keywords = new { any = new[] { "other" } } })), Desk.Campaign(("name", "safety"), ("safety", new { keywords = new[] { "legal" } })),
        })
            await site.ApprovedAsync(maria, campaign);
        await maria.MoveAsync(await site.ApprovedAsync(maria, Desk.Campaign(("name", "paused"))), "PAUSED");
        await maria.DraftAsync(Desk.Campaign(("name", "draft")));
        await site.ApprovedAsync(ray, Desk.Campaign(("name", "theirs")), advertiser: "rival");

        Assert.Equal("fits=, dates=DATES, slot=SLOT, targeting=TARGETING, safety=BRAND_SAFETY, paused=NOT_LIVE", await ExplainAsync(maria, article));
        Assert.Equal("theirs=", await ExplainAsync(ray, article));
        Assert.Contains("fits=, theirs=, dates=DATES", await ExplainAsync(site.Admin, article));
        Assert.Equal(JsonValueKind.Null, (await maria.QueryAsync("""{ explainPlacement(articleId: "art_0000000000001", slot: "INLINE_TEXT") { dropped } }""")).GetProperty("explainPlacement").ValueKind);
    }

    [Theory, EachEngine]
    public async Task A_creative_is_seen_in_its_place_before_it_is_approved_and_nothing_of_that_counts(string engine)
    {
        var time = new StandingClock(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync();
        await site.AdvertiserAsync();
        var maria = site.Manager("maria", "acme");
        var id = await maria.DraftAsync();
        await maria.AddCreativeAsync(id);
        var preview = (await maria.ReadAsync(id, "creatives { previewToken }")).GetProperty("creatives")[0].GetProperty("previewToken").GetString()!;
        using var browser = new Browser(site);

        var shown = Assert.Single((await PreviewAsync(browser.Person, article, preview, "RELATED_NEWS", "INLINE_TEXT")).EnumerateArray());
        Assert.Equal(("INLINE_TEXT", "Advertisement"), (shown.GetProperty("slot").GetString(), shown.At("disclosure", "label").GetString()));
        Assert.Equal(0, await browser.SeeAsync("VIEWABLE", shown.Token()));
        Assert.Equal("https://acme.example/webinar?id=7", shown.GetProperty("clickUrl").GetString());
        using (var click = await browser.OpenAsync($"p/{preview}"))
            Assert.Equal(System.Net.HttpStatusCode.NotFound, click.StatusCode); // nobody approved where it leads
        Assert.Equal("[]", (await PreviewAsync(browser.Person, article, preview, "BELOW_ARTICLE")).GetRawText());
        Assert.Equal("INVALID_PREVIEW", await RefusedAsync(Page.Forged(preview)));
        time.Now += TimeSpan.FromMinutes(61);
        Assert.Equal("INVALID_PREVIEW", await RefusedAsync(preview));
        await using var db = site.Server.Database.OpenContext();
        Assert.Equal((0, 0), (await db.Set<PlacementEvent>().CountAsync(TestContext.Current.CancellationToken), await db.Set<DecisionDay>().CountAsync(TestContext.Current.CancellationToken)));

        async Task<string?> RefusedAsync(string token) => (await browser.Person.Client.AskAsync(Previewed, new { id = article, slots = (string[])["INLINE_TEXT"], preview = token }))
            .GetProperty("errors")[0].At("extensions", "code").GetString();
    }

    [Theory, EachEngine]
    public async Task Who_has_all_that_it_booked_contends_no_more(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var article = await site.ArticleAsync("a");
        await site.ApprovedAsync(maria, Desk.Campaign(("total", 1)));
        using var reader = new Browser(site);
        var token = (await reader.Person.PlacedAsync(article)).Token();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var week = new { slots = new[] { "INLINE_TEXT" }, startsOn = $"{today.AddDays(1):O}", endsOn = $"{today.AddDays(7):O}" };
        Assert.Equal(1, (await ForecastAsync(maria, week)).GetProperty("contenders").GetArrayLength()); // though no traffic is known
        Assert.Equal(0, (await ForecastAsync(maria, week with { slots = ["RELATED_NEWS"] })).GetProperty("contenders").GetArrayLength());
        await TrafficAsync(site, ("a", 1_000));
        Assert.Equal(1, (await ForecastAsync(maria, week)).GetProperty("contenders").GetArrayLength());

        await reader.SeeAsync("VIEWABLE", token);
        Assert.Equal(0, (await ForecastAsync(maria, week)).GetProperty("contenders").GetArrayLength());
    }

    [Theory, EachEngine]
    public async Task What_was_is_what_is_forecast_less_what_is_booked(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Press.Article("a", channels: ["payments"]), Press.Article("b", channels: ["crypto"]));
        await site.AdvertiserAsync();
        await site.AdvertiserAsync("rival", "Rival");
        var (maria, ray) = (site.Manager("maria", "acme"), site.Manager("ray", "rival"));
        await TrafficAsync(site, ("a", 1_000), ("b", 500));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var week = new { slots = new[] { "INLINE_TEXT" }, startsOn = $"{today.AddDays(1):O}", endsOn = $"{today.AddDays(7):O}", targets = new { channels = new { any = new[] { "payments" } } } };
        var all = await ForecastAsync(maria, week); // half of what is filled is taken to be seen
        Assert.InRange(all.GetProperty("eligible").GetInt32(), 3_480, 3_520);
        Assert.Equal(("0", "[]"), (all.GetProperty("booked").GetRawText(), all.GetProperty("contenders").GetRawText()));

        var moved = await SubmitAsync(site, ray, Desk.Campaign(("total", 700), ("startsOn", week.startsOn), ("endsOn", week.endsOn), ("targets", week.targets)));
        Assert.Equal("[]", moved.GetProperty("warnings").GetRawText());
        var left = await ForecastAsync(maria, week);
        Assert.Equal("[{\"tier\":\"GUARANTEED\",\"campaign\":null}]", left.GetProperty("contenders").GetRawText());
        Assert.Equal(left.GetProperty("eligible").GetInt32(), left.GetProperty("booked").GetInt32() + left.GetProperty("available").GetInt32(), 1.0);
        Assert.InRange(left.GetProperty("booked").GetInt32(), 699, 701);
        Assert.Contains("rival", (await site.Admin.QueryAsync("query($input: ForecastInput!) { forecastPlacement(input: $input) { contenders { campaign { advertiser { key } } } } }", new { input = week })).GetRawText());

        var warned = await SubmitAsync(site, maria, Desk.Campaign(("total", 3_000), ("startsOn", week.startsOn), ("endsOn", week.endsOn), ("targets", week.targets)));
        Assert.Contains("its goal takes about 3000", warned.GetProperty("warnings")[0].GetString());
        var sold = await SubmitAsync(site, maria, Desk.Campaign(("goal", "SHARE_OF_VOICE"), ("total", 60), ("startsOn", week.startsOn), ("endsOn", week.endsOn), ("targets", week.targets)));
        Assert.Contains("About 0 % of the pages are left for it; it bought 60 %.", sold.GetProperty("warnings").GetRawText());
        foreach (var (daily, warning) in new[] { (50, "[]"), (49, "Its daily budget lets it have 343 until") }) // 7 days
            Assert.Contains(warning, (await SubmitAsync(site, ray, Desk.Campaign(("total", 350), ("daily", daily), ("tier", "GUARANTEED"), ("startsOn", week.startsOn), ("endsOn", week.endsOn), ("targets", new { channels = new { any = new[] { "crypto" } } })))).GetProperty("warnings").GetRawText());
        foreach (var input in new object[]
        {
            new { slots = new[] { "INLINE_TEXT" }, startsOn = week.endsOn, endsOn = week.startsOn }, new { slots = new[] { "INLINE_TEXT" }, startsOn = "2026-01-01", endsOn = "2026-01-02" }, new { slots = new[] { "NOWHERE" }, week.startsOn, week.endsOn },
            new { week.slots, week.startsOn, week.endsOn, targets = new { channels = new { any = new[] { "unheard of" } } } },
        })
            Assert.Equal("INVALID_FORECAST", (await maria.Client.AskAsync("query($input: ForecastInput!) { forecastPlacement(input: $input) { eligible } }", new { input }, maria.Token))
                .GetProperty("errors")[0].At("extensions", "code").GetString());
    }

    [Theory, EachEngine]
    public async Task Without_a_creative_it_says_that_it_is_not_shown(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await site.ApprovedAsync(maria);
        var creativeId = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        var payload = await maria.DoAsync("removeCreative", "RemoveCreativeInput", "campaign { warnings }", new { creativeId });
        Assert.Equal("""["It has no creative, and is not shown."]""", payload.At("campaign", "warnings").GetRawText());
    }

    [Theory, EachEngine]
    public async Task Shares_that_add_up_to_too_much_are_warned_of_where_no_traffic_is_known(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        const string Unknown = """["No traffic is known yet where it may stand."]""";
        await SubmitAsync(site, maria, Desk.Campaign(("goal", "SHARE_OF_VOICE"), ("total", 60)));
        var later = Desk.Campaign(("goal", "SHARE_OF_VOICE"), ("total", 60), ("startsOn", $"{DateTime.UtcNow.AddDays(40):yyyy-MM-dd}"), ("endsOn", $"{DateTime.UtcNow.AddDays(50):yyyy-MM-dd}"));
        Assert.Equal(Unknown, (await SubmitAsync(site, maria, later)).GetProperty("warnings").GetRawText());
        foreach (var (total, slot, warnings) in new[] { (40, "INLINE_TEXT", Unknown), (1, "INLINE_TEXT", """["Shares of 100 % are booked beside it in one of its slots, and no traffic is known there yet."]"""), (100, "RELATED_NEWS", Unknown) })
            Assert.Equal(warnings, (await SubmitAsync(site, maria, Desk.Campaign(("goal", "SHARE_OF_VOICE"), ("total", total), ("slots", new[] { slot })))).GetProperty("warnings").GetRawText());
    }

    [Fact]
    public async Task Warnings_are_of_a_few_campaigns_at_once()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var maria = await site.ManagerAsync();
        for (var i = 0; i < 11; i++)
            await site.ApprovedAsync(maria);
        Assert.Equal(10, (await maria.QueryAsync("{ campaigns(first: 10) { nodes { warnings again: warnings } } }")).At("campaigns", "nodes").EnumerateArray().Count(n => n.GetProperty("again").GetArrayLength() == 1));
        var answer = await maria.Client.AskAsync("{ campaigns { nodes { warnings } } }", token: maria.Token);
        Assert.Equal("TOO_MANY", answer.GetProperty("errors")[0].At("extensions", "code").GetString());
    }

    /// <summary>Of 3,500 a week 1,750 are booked: what would be planned before it is not free for that.</summary>
    [Theory, EachEngine]
    public async Task What_is_booked_is_not_left_for_a_share_or_a_roadblock(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        await site.RegisterAsync(Press.Article("a"));
        await TrafficAsync(site, ("a", 1_000));
        await SubmitAsync(site, maria, Booked(("total", 1_750)));
        Assert.Contains("% of the pages are left for it; it bought 70 %.", await WarnAsync(("goal", "SHARE_OF_VOICE"), ("total", 70)));
        Assert.Contains("left for it", await WarnAsync(("total", 2_500), ("roadblock", true)));
        Assert.Equal("[]", await WarnAsync(("total", 1_600), ("roadblock", true)));
        await SubmitAsync(site, maria, Booked(("goal", "SHARE_OF_VOICE"), ("total", 40)));
        Assert.Contains("left for it", await WarnAsync(("total", 1_600), ("roadblock", true))); // of the share it would lose nothing by itself

        static Dictionary<string, object?> Booked(params ReadOnlySpan<(string Field, object? Value)> changes) =>
            Desk.Campaign([("startsOn", $"{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}"), ("endsOn", $"{DateTime.UtcNow.AddDays(7):yyyy-MM-dd}"), .. changes]);

        async Task<string> WarnAsync(params (string Field, object? Value)[] changes)
        {
            var id = await maria.DraftAsync(Booked(changes));
            await maria.AddCreativeAsync(id);
            await maria.MoveAsync(id, "IN_REVIEW");
            return (await maria.ReadAsync(id, "warnings")).GetProperty("warnings").GetRawText();
        }
    }

    /// <summary>B is spread over both channels until A, which has only one of them, takes its part there.</summary>
    [Theory, EachEngine]
    public async Task Who_has_room_elsewhere_gives_way(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        await site.RegisterAsync(Press.Article("p", channels: ["payments"]), Press.Article("q", channels: ["crypto"]));
        await TrafficAsync(site, ("p", 1_000), ("q", 500));
        var (startsOn, endsOn) = ($"{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}", $"{DateTime.UtcNow.AddDays(7):yyyy-MM-dd}");
        await SubmitAsync(site, maria, Desk.Campaign(("total", 2_600), ("startsOn", startsOn), ("endsOn", endsOn)));
        var targets = new { channels = new { any = new[] { "crypto" } } };
        Assert.Equal("[]", (await SubmitAsync(site, maria, Desk.Campaign(("total", 1_050), ("startsOn", startsOn), ("endsOn", endsOn), ("targets", targets)))).GetProperty("warnings").GetRawText());
        var more = await SubmitAsync(site, maria, Desk.Campaign(("total", 900), ("startsOn", startsOn), ("endsOn", endsOn), ("targets", targets)));
        Assert.Contains("its goal takes about 900", more.GetProperty("warnings").GetRawText());
    }

    [Theory, EachEngine]
    public async Task What_is_merged_is_forecast_where_it_stays(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        await site.RegisterAsync(Press.Article("from", channels: ["crypto"]), Press.Article("into", channels: ["payments"]));
        await TrafficAsync(site, ("from", 1_000), ("into", 500));
        await site.MergeAsync("from", "into");
        await site.Server.Services.GetRequiredService<CurrentForecast>().ForgetAsync(TestContext.Current.CancellationToken);
        var week = await ForecastAsync(maria, new
        {
            slots = new[] { "INLINE_TEXT" }, startsOn = $"{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}", endsOn = $"{DateTime.UtcNow.AddDays(7):yyyy-MM-dd}", targets = new { channels = new { any = new[] { "payments" } } },
        });
        Assert.InRange(week.GetProperty("eligible").GetInt32(), 5_200, 5_300);
    }

    /// <summary>500 a day are seen, whatever weeks the days lie in that are looked at together, and whoever else is booked until when.</summary>
    [Theory, EachEngine]
    public async Task Days_that_are_far_ahead_have_what_they_have(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        await site.RegisterAsync(Press.Article("a"));
        await TrafficAsync(site, ("a", 1_000));
        for (var i = 0; i < 2; i++)
        {
            await AssertEligibleAsync(36, 41);
            await AssertEligibleAsync(1, 36);
            await AssertEligibleAsync(38, 38);
            await SubmitAsync(site, maria, Booked(("total", 1), ("endsOn", Day(100))));
        }
        Assert.Equal("[]", (await SubmitAsync(site, maria, Booked(("goal", "DAYS"), ("total", 70)))).GetProperty("warnings").GetRawText());
        Assert.Equal("[]", (await SubmitAsync(site, maria, Booked(("total", 3_500), ("daily", 50)))).GetProperty("warnings").GetRawText());

        static string Day(int offset) => $"{DateTime.UtcNow.AddDays(offset):yyyy-MM-dd}";

        static Dictionary<string, object?> Booked(params ReadOnlySpan<(string Field, object? Value)> changes) => Desk.Campaign([("startsOn", Day(1)), ("endsOn", Day(70)), .. changes]);

        async Task AssertEligibleAsync(int first, int last)
        {
            var forecast = await ForecastAsync(maria, new { slots = new[] { "INLINE_TEXT" }, startsOn = Day(first), endsOn = Day(last) });
            Assert.InRange(forecast.GetProperty("eligible").GetInt32(), 495 * (last - first + 1), 505 * (last - first + 1));
        }
    }

    [Theory, EachEngine]
    public async Task A_slot_without_a_position_drops_who_needs_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var maria = await site.ManagerAsync();
        await site.Publisher.DoAsync("setPlacementSlot", "SetPlacementSlotInput", "slot { key }", new { key = "SIDEBAR", format = "LINE", positions = 0 });
        await site.ApprovedAsync(maria, Desk.Campaign(("name", "either"), ("slots", new[] { "INLINE_TEXT", "SIDEBAR" })));
        await site.ApprovedAsync(maria, Desk.Campaign(("name", "both"), ("slots", new[] { "INLINE_TEXT", "SIDEBAR" }), ("roadblock", true)));
        Assert.Equal("either=, both=SLOT", await ExplainAsync(maria, article));
        Assert.Equal("either=SLOT, both=SLOT", await ExplainAsync(maria, article, "SIDEBAR"));
    }

    [Theory, EachEngine]
    public async Task One_that_is_longer_takes_only_its_part_of_some_days(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Press.Article("a"));
        await site.AdvertiserAsync();
        var maria = site.Manager("maria", "acme");
        await TrafficAsync(site, ("a", 1_000));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await SubmitAsync(site, maria, Desk.Campaign(("total", 3_500), ("startsOn", $"{today.AddDays(1):O}"), ("endsOn", $"{today.AddDays(70):O}"))); // of about 35,000
        var week = await ForecastAsync(maria, new { slots = new[] { "INLINE_TEXT" }, startsOn = $"{today.AddDays(1):O}", endsOn = $"{today.AddDays(7):O}" });
        Assert.InRange(week.GetProperty("booked").GetInt32(), 340, 360);
    }

    [Theory, EachEngine]
    public async Task A_goal_that_is_small_beside_the_traffic_is_spread_over_its_days(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Press.Article("a"));
        await site.AdvertiserAsync();
        var maria = site.Manager("maria", "acme");
        await TrafficAsync(site, ("a", 1_000)); // 500 seen a day, about 15,000 until the end
        await site.ApprovedAsync(maria, Desk.Campaign(("total", 1_500)));
        await site.Server.ServeAsync();
        await site.Server.Services.GetRequiredService<ServingPlanner>().PlanAsync(TestContext.Current.CancellationToken);
        var explained = await maria.QueryAsync("query($id: ID!) { explainPlacement(articleId: $id, slot: \"INLINE_TEXT\") { rate } }", new { id = await site.IdAsync("a") });
        Assert.InRange(explained.GetProperty("explainPlacement")[0].GetProperty("rate").GetDouble(), 0.1, 0.12);
    }

    [Theory, EachEngine]
    public async Task In_the_second_week_what_was_twice_counts_once(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Press.Article("a"));
        await site.AdvertiserAsync();
        await TrafficAsync(site, 8, ("a", 1_000));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        for (var i = 2; i <= 8; i++)
        {
            var day = await ForecastAsync(site.Manager("maria", "acme"), new { slots = new[] { "INLINE_TEXT" }, startsOn = $"{today.AddDays(i):O}", endsOn = $"{today.AddDays(i):O}" });
            Assert.InRange(day.GetProperty("eligible").GetInt32(), 478, 505);
        }
    }

    /// <summary>So many positions a day of INLINE_TEXT in each of the last 28, evenly over their hours.</summary>
    private static Task TrafficAsync(Site site, params (string Key, int Daily)[] pages) => TrafficAsync(site, 28, pages);

    private static async Task TrafficAsync(Site site, int length, params (string Key, int Daily)[] pages)
    {
        var days = site.Server.Services.GetRequiredService<Engagement.Data.SiteDays>();
        var now = DateTime.UtcNow;
        var hour = now.Date.AddHours(now.Hour);
        await using var db = site.Server.Database.OpenContext();
        foreach (var (key, daily) in pages)
        {
            Assert.True(Engagement.Data.PublicId.TryParse("art", await site.IdAsync(key), out var articleId));
            for (var i = 1; i <= length * 24; i++)
                db.Add(new SlotHour { Hour = hour.AddHours(-i), ArticleId = articleId, SlotId = 1, WeekHour = days.WeekHourOf(hour.AddHours(-i)), Positions = (daily * i / 24) - (daily * (i - 1) / 24) });
        }
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await site.Server.Services.GetRequiredService<CurrentForecast>().ForgetAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> SubmitAsync(Site site, Person manager, Dictionary<string, object?> campaign)
    {
        var id = await manager.DraftAsync(campaign, manager.Subject == "ray" ? "rival" : "acme");
        await manager.AddCreativeAsync(id);
        await manager.MoveAsync(id, "IN_REVIEW");
        var before = await site.Admin.ReadAsync(id, "warnings"); // who is to approve it reads it first
        var after = await site.Admin.DoAsync("moveCampaign", "MoveCampaignInput", "campaign { warnings }", new { campaignId = id, to = "APPROVED", seenStep = await site.Admin.LastStepAsync(id) });
        if (before.GetProperty("warnings").GetArrayLength() == 0) // else it is served all the same, and others may be short
            Assert.Equal(before.GetRawText(), after.GetProperty("campaign").GetRawText());
        return before;
    }

    private static async Task<JsonElement> ForecastAsync(Person who, object input) =>
        (await who.QueryAsync("query($input: ForecastInput!) { forecastPlacement(input: $input) { eligible booked available contenders { tier campaign { id } } } }", new { input })).GetProperty("forecastPlacement");

    private static async Task<JsonElement> PreviewAsync(Person who, string id, string preview, params string[] slots) =>
        (await who.QueryAsync(Previewed, new { id, slots, preview }))
            .At("article", "placements");

    private static async Task<string> ExplainAsync(Person who, string articleId, string slot = "INLINE_TEXT")
    {
        var explained = await who.QueryAsync("query($id: ID!, $slot: String!) { explainPlacement(articleId: $id, slot: $slot) { dropped rate campaign { name } } }", new { id = articleId, slot });
        return string.Join(", ", explained.GetProperty("explainPlacement").EnumerateArray().Select(e => $"{e.At("campaign", "name")}={e.GetProperty("dropped")}"));
    }
}
