using System.Net;
using System.Text.Json;
using Engagement.Counts.Traffic;
using Engagement.Placements.Events;
using Engagement.Placements.Serving;
using Engagement.Placements.Tokens;
using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>What counts of a placement, how often, and what is billed of it.</summary>
public sealed class CountingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_token_counts_once_of_each_kind_and_a_later_kind_implies_the_earlier(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, maria, id) = await StartAsync(site);
        using var reader = new Browser(site);
        var (seen, clicked) = ((await reader.Person.PlacedAsync(article)).Token(), (await reader.Person.PlacedAsync(article)).Token());
        Assert.Equal(1, await reader.SeeAsync("IMPRESSION", seen));
        Assert.Equal(0, await reader.SeeAsync("IMPRESSION", seen, seen));
        Assert.Equal(1, await reader.SeeAsync("VIEWABLE", seen));
        Assert.Equal(0, await reader.SeeAsync("VIEWABLE", seen));
        Assert.Equal("https://acme.example/webinar?id=7", (await reader.FollowAsync($"p/{clicked}")).Split("&utm_")[0]);
        await reader.FollowAsync($"p/{clicked}");
        Assert.Equal(0, await reader.SeeAsync("IMPRESSION", clicked));
        Assert.Equal((2, 2, 1, 2, 0), await SumAsync(site));
        Assert.Equal(2, (await maria.ReadAsync(id, "billed")).GetProperty("billed").GetInt32());

        var next = (await reader.Person.PlacedAsync(article)).Token();
        await reader.LookAsync(next);
        var payload = await reader.Person.DoAsync("recordPlacementEvents", "RecordPlacementEventsInput", "counted", new { events = new[] { new { token = next, kind = "VIEWABLE" } } });
        Assert.Equal(1, payload.GetProperty("counted").GetInt32());
        Assert.Equal((3, 3, 1, 3, 0), await SumAsync(site));
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task What_is_no_readers_doing_is_counted_apart_and_uses_nothing_up(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: ["Network:TrustedProxies:0=127.0.0.1", "Network:ProgramHeader=X-Bot", "Pace:PlacementEventsPerMinute=2"]);
        var (article, maria, id) = await StartAsync(site);
        using var reader = new Browser(site);
        using var other = new Browser(site, Browser.Safari);
        using var nameless = new Browser(site, null);
        using var google = new Browser(site, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        var placed = (await reader.Person.PlacedAsync(article)).Token();
        var click = $"p/{placed}";
        foreach (var who in (Browser[])[google, other, nameless])
            Assert.StartsWith("https://acme.example/", await who.FollowAsync(click), StringComparison.Ordinal);
        await reader.FollowAsync(click, HttpMethod.Head);
        await reader.FollowAsync(click, null, ("Sec-Purpose", "prefetch"));
        await reader.FollowAsync(click, null, ("X-Bot", "1"));
        var staff = (await new Person(site.Server.Client, "mod", site.Mod.Token).PlacedAsync(article)).Token();
        await reader.SeeAsync("VIEWABLE", staff);
        await reader.FollowAsync($"p/{staff}");
        var byToken = await reader.BeaconAsync($$"""{"events":[{"token":"{{(await reader.Person.PlacedAsync(article)).Token()}}","kind":"IMPRESSION"}]}""", headers: ("Authorization", $"Bearer {maria.Token}"));
        Assert.Equal("""{"counted":0}""", await byToken.Content.ReadAsStringAsync(Cancel)); // the page was made without it
        byToken.Dispose();
        Assert.Equal((0, 0, 0, 0, 0), await SumAsync(site));
        Assert.Equal(
            ["Impression Staff 1", "Viewable Staff 1", "Click Crawler 1", "Click Prefetch 1", "Click Head 1", "Click NoAgent 1", "Click Staff 1", "Click AgentChanged 1", "Click ProxyVerdict 1"],
            await InvalidAsync(site));

        // Now the reader comes, twice as fast as the site allows.
        await reader.FollowAsync(click, null, ("X-Bot", "0"));
        Assert.Equal(1, await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token()));
        Assert.Equal(0, await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token()));
        Assert.Equal((2, 2, 1, 2, 0), await SumAsync(site));
        Assert.Contains("Viewable Rate 1", await InvalidAsync(site));
        Assert.Equal(2, (await maria.ReadAsync(id, "billed")).GetProperty("billed").GetInt32());
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task What_came_too_fast_does_not_count_when_it_is_told_again(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(DateTime.UtcNow.Date.AddHours(12), TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time, "Pace:PlacementEventsPerAddress=3");
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        var tokens = new List<string>();
        for (var i = 0; i < 2; i++)
            tokens.Add((await reader.Person.PlacedAsync(article)).Token());
        Assert.Equal(1, await reader.SeeAsync("IMPRESSION", tokens[0]));
        Assert.Equal(1, await reader.SeeAsync("VIEWABLE", tokens[1]));
        Assert.Equal(1, await reader.SeeAsync("VIEWABLE", tokens[0], tokens[1])); // the second was told before
        Assert.Equal(0, await reader.SeeAsync("VIEWABLE", tokens[0]));
        var late = (await reader.Person.PlacedAsync(article)).Token();
        Assert.Equal(0, await reader.SeeAsync("VIEWABLE", late));
        Assert.Equal(["Viewable Rate 1"], await InvalidAsync(site)); // what was counted before is only told again

        await site.Server.Services.GetRequiredService<EventBatch>().WriteAsync([new(PlacementToken.Read(late)!, EventKind.Click, null, IsMeasured: true)], Cancel); // as if a minute had passed
        Assert.Equal((2, 2, 0, 2, 0), await SumAsync(site)); // a click would have been seen, and is not lost without a trace
        Assert.Equal(["Viewable Rate 1", "Click Rate 1"], await InvalidAsync(site));

        var later = (await reader.Person.PlacedAsync(article)).Token();
        Assert.Equal(0, await reader.SeeAsync("VIEWABLE", later));
        await site.Server.Services.GetRequiredService<EventBatch>().WriteAsync([new(PlacementToken.Read(later)!, EventKind.Click, null, IsMeasured: true)], Cancel);
        Assert.Equal(["Viewable Rate 2", "Click Rate 2"], await InvalidAsync(site));
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task What_own_staff_looked_at_is_not_billed_by_a_click_without_a_token(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(DateTime.UtcNow.Date.AddHours(12), TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        var token = (await reader.Person.PlacedAsync(article)).Token();
        await reader.LookAsync(token);
        using (var beacon = await reader.BeaconAsync(System.Text.Json.JsonSerializer.Serialize(new { events = new[] { new { token, kind = "VIEWABLE" } } }), "text/plain", ("Authorization", $"Bearer {site.Manager("maria", "acme").Token}")))
            Assert.True(beacon.IsSuccessStatusCode);
        await reader.FollowAsync($"p/{token}");
        Assert.Equal((0, 0, 0, 0, 0), await SumAsync(site));
        Assert.Equal(["Viewable Staff 1", "Click Staff 1"], await InvalidAsync(site));
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task Nothing_is_in_view_for_a_second_sooner_than_a_second_after_it_was_decided(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(DateTime.UtcNow.Date.AddHours(12), TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        var token = (await reader.Person.PlacedAsync(article)).Token();
        Assert.Equal(0, await CountedAsync(0.8));
        Assert.Equal(["Viewable TooSoon 1"], await InvalidAsync(site));
        (await reader.OpenAsync($"p/{token}")).Dispose();
        Assert.Equal(["Viewable TooSoon 1", "Click TooSoon 1"], await InvalidAsync(site));
        Assert.Equal(1, await CountedAsync(0.2));
        Assert.Equal((1, 1, 0, 1, 0), await SumAsync(site));

        async Task<int> CountedAsync(double later)
        {
            time.Now += TimeSpan.FromSeconds(later);
            return (await reader.Person.DoAsync("recordPlacementEvents", "RecordPlacementEventsInput", "counted", new { events = new[] { new { token, kind = "VIEWABLE" } } }))
                .GetProperty("counted").GetInt32();
        }
    }

    [Theory, EachEngine]
    public async Task What_a_script_tells_of_a_page_that_asked_as_rendered_is_measured_once(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        await site.Server.ServeAsync();
        var page = await reader.Person.QueryAsync(
            $"query($id: ID!) {{ article(by: {{id: $id}}) {{ placements(slots: [\"INLINE_TEXT\"], rendered: true) {{ token {Page.Disclosed} }} }} }}", new { id = article });
        var token = page.At("article", "placements")[0].Token();
        Assert.Equal(0, await MeasurableAsync());
        await reader.SeeAsync("IMPRESSION", token); // told before, but not by a script
        Assert.Equal(1, await MeasurableAsync());
        await reader.SeeAsync("VIEWABLE", token);
        Assert.Equal(1, await MeasurableAsync());
        Assert.Equal((1, 1, 0, 1, 0), await SumAsync(site));
        await site.Server.VerifyPlacementsAsync();

        async Task<int> MeasurableAsync()
        {
            await using var db = site.Server.Database.OpenContext();
            return (await db.Set<PlacementDay>().SingleAsync(Cancel)).Measurable;
        }
    }

    [Theory, EachEngine]
    public async Task An_old_or_forged_token_leads_to_the_same_page_and_does_not_count(string engine)
    {
        var time = new StandingClock(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time, "Site:BaseUrl=https://talk.news.example");
        var (article, maria, id) = await StartAsync(site);
        using var reader = new Browser(site);
        var (token, other) = ((await reader.Person.PlacedAsync(article)).Token(), (await reader.Person.PlacedAsync(article)).Token());
        var creative = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        var landing = $"https://acme.example/webinar?id=7&utm_source=talk.news.example&utm_medium=sponsored&utm_campaign={id}&utm_content={creative}";
        Assert.Equal(landing, await reader.FollowAsync($"p/{Page.Forged(token)}"));
        Assert.Equal(0, await reader.SeeAsync("VIEWABLE", Page.Forged(token)));
        time.Now += TimeSpan.FromMinutes(61);
        Assert.Equal(landing, await reader.FollowAsync($"p/{token}"));
        Assert.Equal(0, await reader.SeeAsync("VIEWABLE", token));
        time.Now -= TimeSpan.FromMinutes(2);
        Assert.Equal(1, await reader.SeeAsync("VIEWABLE", token));
        Assert.Equal((1, 1, 0, 1, 0), await SumAsync(site));
        time.Now += TimeSpan.FromDays(400); // the key of its day is long gone
        Assert.Equal(landing, await reader.FollowAsync($"p/{other}"));

        foreach (var none in (string[])["x", new string('A', token.Length), "AQ" + new string('_', token.Length - 2), token + "A"])
            using (var response = await reader.OpenAsync($"p/{none}"))
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task A_click_leads_where_what_was_shown_said_whatever_became_of_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, maria, id) = await StartAsync(site);
        using var reader = new Browser(site);
        var token = (await reader.Person.PlacedAsync(article)).Token();
        var creativeId = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("landingUrl", "https://elsewhere.example/?utm_source=own#top")) });
        Assert.StartsWith("https://acme.example/webinar?id=7&utm_source=", await reader.FollowAsync($"p/{token}"), StringComparison.Ordinal);
        await site.Admin.MoveAsync(id, "APPROVED");
        await site.Server.ServeAsync();
        var next = (await reader.Person.PlacedAsync(article)).Token();
        await maria.MoveAsync(id, "FINISHED");
        Assert.StartsWith("https://elsewhere.example/?utm_source=own&utm_medium=sponsored&", await reader.FollowAsync($"p/{next}"), StringComparison.Ordinal);
        Assert.EndsWith("#top", await reader.FollowAsync($"p/{next}"), StringComparison.Ordinal);
        using var response = await reader.OpenAsync($"p/{next}");
        Assert.Equal(("no-store", "no-referrer", "noindex, nofollow"), ($"{response.Headers.CacheControl}", response.Headers.GetValues("Referrer-Policy").Single(), response.Headers.GetValues("X-Robots-Tag").Single()));
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task As_many_as_the_budgets_have_are_billed_and_the_rest_is_over_delivery(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(DateTime.UtcNow.Date.AddHours(12), TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time, "Pace:PlacementEventsPerMinute=0");
        var (article, maria, id) = await StartAsync(site, Desk.Campaign(("total", 5), ("daily", 3)));
        using var reader = new Browser(site);
        var tokens = new List<string>();
        for (var i = 0; i < 5; i++)
            tokens.Add((await reader.Person.PlacedAsync(article)).Token());
        Assert.Equal(5, await reader.SeeAsync("VIEWABLE", tokens));
        Assert.Equal((5, 5, 0, 3, 2), await SumAsync(site));
        await site.Server.ServeAsync();
        Assert.Equal("[]", (await reader.Person.PlacementsAsync(article, "token", "INLINE_TEXT")).GetRawText()); // the day's budget is used up

        time.Now += TimeSpan.FromDays(1);
        await site.Server.ServeAsync();
        tokens.Clear();
        for (var i = 0; i < 4; i++)
            tokens.Add((await reader.Person.PlacedAsync(article)).Token());
        await reader.SeeAsync("VIEWABLE", tokens);
        Assert.Equal((9, 9, 0, 5, 4), await SumAsync(site));
        Assert.Equal(5, (await maria.ReadAsync(id, "billed")).GetProperty("billed").GetInt32());
        time.Now += TimeSpan.FromDays(1);
        await site.Server.ServeAsync();
        Assert.Equal("[]", (await reader.Person.PlacementsAsync(article, "token", "INLINE_TEXT")).GetRawText()); // all of it is
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task A_campaign_by_days_is_billed_each_day_once(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(DateTime.UtcNow.Date.AddHours(12), TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        var (article, maria, id) = await StartAsync(site, Desk.Campaign(("goal", "DAYS"), ("total", 2)));
        using var reader = new Browser(site);
        foreach (var billed in (int[])[1, 2])
        {
            await site.Server.ServeAsync();
            await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token(), (await reader.Person.PlacedAsync(article)).Token());
            Assert.Equal(billed, (await maria.ReadAsync(id, "billed")).GetProperty("billed").GetInt32());
            time.Now += TimeSpan.FromDays(1);
        }
        await site.Server.ServeAsync();
        Assert.Equal("[]", (await reader.Person.PlacementsAsync(article, "token", "INLINE_TEXT")).GetRawText());
        Assert.Equal((4, 4, 0, 2, 0), await SumAsync(site));
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task An_event_belongs_to_the_day_of_its_decision(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(DateTime.UtcNow.Date.AddHours(23).AddMinutes(59), TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        var token = (await reader.Person.PlacedAsync(article)).Token();
        time.Now += TimeSpan.FromMinutes(30);
        Assert.Equal(1, await reader.SeeAsync("VIEWABLE", token));
        await using var db = site.Server.Database.OpenContext();
        Assert.Equal(DateOnly.FromDateTime(time.Now.UtcDateTime).AddDays(-1), (await db.Set<PlacementDay>().SingleAsync(Cancel)).Day);
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task A_beacon_that_is_none_is_refused_and_what_is_good_in_it_counts(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: "Network:AllowedOrigins:0=https://news.example");
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        var token = (await reader.Person.PlacedAsync(article)).Token();
        foreach (var body in (string[])["", "{", "null", "[]", "{}", """{"events":null}""", """{"events":[null]}""", """{"events":[{"token":"x","kind":"CLICK"}]}""", """{"events":[{"kind":"VIEWABLE"}]}"""])
            using (var refused = await reader.BeaconAsync(body))
                Assert.Equal((body, HttpStatusCode.BadRequest), (body, refused.StatusCode));
        await reader.LookAsync(token);
        using (var mixed = await reader.BeaconAsync($$"""{"events":[{"token":"x","kind":"VIEWABLE"},{"token":"{{token}}","kind":"VIEWABLE"}]}"""))
        {
            var problem = JsonElement.Parse(await mixed.Content.ReadAsStringAsync(Cancel));
            Assert.Equal((HttpStatusCode.BadRequest, 1, """["events","0","token"]"""), (mixed.StatusCode, problem.GetProperty("counted").GetInt32(), problem.GetProperty("path").GetRawText()));
        }
        using (var many = await reader.BeaconAsync(JsonSerializer.Serialize(new { events = Enumerable.Repeat(new { token, kind = "VIEWABLE" }, 51) })))
            Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        using (var large = await reader.BeaconAsync($$"""{"events":[],"x":"{{new string('x', 70_000)}}"}"""))
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using (var page = await reader.BeaconAsync("""{"events":[]}""", "text/plain", ("Origin", "https://news.example")))
            Assert.Equal("https://news.example", page.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using (var elsewhere = await reader.BeaconAsync("""{"events":[]}""", "application/json", ("Origin", "https://elsewhere.example")))
            Assert.False(elsewhere.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal((1, 1, 0, 1, 0), await SumAsync(site));
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task A_page_without_script_counts_the_impression_by_its_own_request(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        using var google = new Browser(site, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        const string Rendered = "query($id: ID!) { article(by: {id: $id}) { placements(slots: [\"INLINE_TEXT\"], rendered: true) { token disclosure { label sponsor } } } }";
        var placed = (await reader.Person.QueryAsync(Rendered, new { id = article })).At("article", "placements")[0].Token();
        await google.Person.QueryAsync(Rendered, new { id = article });
        await site.Mod.QueryAsync(Rendered, new { id = article });
        (await reader.OpenAsync($"graphql?query={Uri.EscapeDataString(Rendered)}&variables={Uri.EscapeDataString(JsonSerializer.Serialize(new { id = article }))}", null, ("Sec-Purpose", "prefetch"))).Dispose();
        Assert.Equal((1, 0, 0, 0, 0), await SumAsync(site));
        Assert.Equal(["Impression Crawler 1", "Impression Prefetch 1", "Impression Staff 1"], await InvalidAsync(site));
        await using (var db = site.Server.Database.OpenContext())
            Assert.Equal(0, await db.Set<PlacementDay>().SumAsync(d => d.Measurable, Cancel)); // nobody could tell whether it was seen
        await reader.FollowAsync($"p/{placed}");
        Assert.Equal((1, 1, 1, 1, 0), await SumAsync(site));
        await site.Server.VerifyPlacementsAsync();
    }

    [Theory, EachEngine]
    public async Task Decisions_are_counted_and_written_when_the_server_stops(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, _, _) = await StartAsync(site);
        await site.Anybody.PlacedAsync(article);
        for (var i = 0; i < 2; i++)
            await site.Anybody.PlacementsAsync(article, "token", "INLINE_TEXT", "RELATED_NEWS");
        await site.Server.StopAsync();
        await using var db = site.Server.Database.OpenContext();
        var days = await db.Set<DecisionDay>().ToListAsync(Cancel);
        Assert.Equal(2, days.Single(d => d.SlotId == 2 && d.CreativeId == 0).Count); // nothing fits RELATED_NEWS
        Assert.InRange(days.Single(d => d.SlotId == 1 && d.CreativeId != 0).Count, 3, int.MaxValue);
        Assert.Equal(days.Sum(d => d.Count), (await db.Set<SlotHour>().ToListAsync(Cancel)).Sum(h => h.Positions));
    }

    [Theory, EachEngine]
    public async Task An_event_keeps_the_seed_of_its_decision(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (article, _, _) = await StartAsync(site);
        using var reader = new Browser(site);
        var token = (await reader.Person.PlacedAsync(article)).Token();
        await reader.SeeAsync("VIEWABLE", token);
        await using var db = site.Server.Database.OpenContext();
        var seeds = await db.Set<PlacementEvent>().Select(e => e.Seed).ToListAsync(Cancel);
        Assert.Equal([PlacementToken.Read(token)!.Seed, PlacementToken.Read(token)!.Seed], seeds.Select(s => unchecked((ulong)s!.Value)));
    }

    private static async Task<(string Article, Person Manager, string Campaign)> StartAsync(Site site, Dictionary<string, object?>? campaign = null)
    {
        await site.AdvertiserAsync();
        var maria = site.Manager("maria", "acme");
        var article = await site.ArticleAsync();
        var id = await site.ApprovedAsync(maria, campaign);
        await site.Server.ServeAsync();
        return (article, maria, id);
    }

    private static async Task<(int Impressions, int Viewables, int Clicks, int Billed, int Over)> SumAsync(Site site)
    {
        await using var db = site.Server.Database.OpenContext();
        var days = await db.Set<PlacementDay>().ToListAsync(Cancel);
        return (days.Sum(d => d.Impressions), days.Sum(d => d.Viewables), days.Sum(d => d.Clicks), days.Sum(d => d.Billed), days.Sum(d => d.Over));
    }

    private static async Task<IReadOnlyList<string>> InvalidAsync(Site site)
    {
        await using var db = site.Server.Database.OpenContext();
        return [.. (await db.Set<InvalidPlacementDay>().ToListAsync(Cancel)).OrderBy(i => i.Kind).ThenBy(i => i.Reason).Select(i => $"{i.Kind} {i.Reason} {i.Count}")];
    }
}
