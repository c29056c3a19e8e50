using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Xunit;

namespace Engagement.Server.Tests.Placements.Reports;

/// <summary>
/// A campaign with a total of 4 viewable impressions and what was delivered of it on 30 November and 1 December 2026. On the first day it
/// showed one creative beside two articles, the second of which was then merged into a third, which had stayed empty once; on the
/// second day another one beside the first article, where its slot stayed empty once when all was used up.
/// </summary>
internal sealed class Delivered : IAsyncDisposable
{
    /// <summary>All days, as arguments of a report.</summary>
    public const string Days = "from: \"2026-11-01\", to: \"2026-12-31\"";

    private Delivered(Site site, StandingClock time, Person manager, string campaign, string[] creatives, string token) =>
        (Site, Time, Manager, Campaign, Creatives, Token) = (site, time, manager, campaign, creatives, token);

    public Site Site { get; }

    /// <summary>Noon of the second day.</summary>
    public StandingClock Time { get; }

    /// <summary>The advertiser's.</summary>
    public Person Manager { get; }

    /// <summary>Its id.</summary>
    public string Campaign { get; }

    /// <summary>Ids, of the first and of the second day.</summary>
    public string[] Creatives { get; }

    /// <summary>One of the second day.</summary>
    public string Token { get; }

    /// <param name="engine">Over a database of it.</param>
    /// <param name="advertiser">Its name.</param>
    /// <param name="name">The campaign's.</param>
    /// <param name="article">The key of the first article.</param>
    /// <param name="channel">Its channel.</param>
    public static async Task<Delivered> StartAsync(string engine, string advertiser = "Acme", string name = "A campaign", string article = "one", string channel = "news")
    {
        var time = new StandingClock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        var site = await Site.StartAsync(engine, time, "Pace:PlacementEventsPerMinute=0");
        await site.AdvertiserAsync("acme", advertiser);
        var maria = site.Manager("maria", "acme");
        await site.RegisterAsync(
            new { key = article, url = "https://news.example/one", title = "One", channels = new[] { channel, "all" } },
            new { key = "two", url = "https://news.example/two", title = "Two", channels = new[] { "former" } },
            new { key = "three", url = "https://news.example/three", title = "Three", channels = new[] { "tech", "all" } });
        await site.Anybody.PlacementsAsync(await site.IdAsync("three"), "token", "RELATED_NEWS"); // nothing is there yet
        var campaign = await site.ApprovedAsync(maria, Desk.Campaign(
            ("name", name), ("total", 4), ("startsOn", "2026-11-30"), ("endsOn", "2026-12-31"), ("slots", new[] { "INLINE_TEXT", "RELATED_NEWS" })));
        var first = await CreativeAsync(maria, campaign);
        using var reader = new Browser(site);
        await OnFirstDayAsync(site, reader, await site.IdAsync(article), await site.IdAsync("two"));
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId = first, creative = Desk.Creative(("headline", "[Study] Another")) });
        await site.Admin.MoveAsync(campaign, "APPROVED");
        time.Now += TimeSpan.FromDays(1);
        var token = await OnSecondDayAsync(site, reader, await site.IdAsync(article));
        await site.MergeAsync("two", "three");
        await site.Server.WriteDecisionsAsync();
        return new(site, time, maria, campaign, [first, await CreativeAsync(maria, campaign)], token);
    }

    /// <summary>Rows of its report, of all days unless a test says otherwise.</summary>
    public async Task<string> ReportAsync(string? by = null, Person? who = null, string? campaign = null, string days = Days)
    {
        const string Fields = "key decisions impressions viewables measurableRate clicks billed overDelivery unfilled invalid { reason count }";
        var data = await (who ?? Manager).QueryAsync(
            $"query($id: ID!) {{ campaignReport(campaignId: $id, {days}{(by is null ? "" : $", by: {by}")}) {{ {Fields} }} }}", new { id = campaign ?? Campaign });
        return data.GetProperty("campaignReport").GetRawText();
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Of five decisions four are rendered: one just so, one as viewable, one is clicked at once, one is viewable on the other article.</summary>
    private static async Task OnFirstDayAsync(Site site, Browser reader, string one, string two)
    {
        await site.Server.ServeAsync();
        using var google = new Browser(site, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        var tokens = new List<string>();
        for (var i = 0; i < 4; i++)
            tokens.Add((await reader.Person.PlacedAsync(one)).Token());
        var other = (await reader.Person.PlacedAsync(two, "RELATED_NEWS")).Token();
        await reader.SeeAsync("IMPRESSION", tokens[0]);
        await reader.SeeAsync("VIEWABLE", tokens[1], other);
        await reader.FollowAsync($"p/{tokens[2]}");
        await google.FollowAsync($"p/{tokens[3]}");
    }

    /// <summary>Both decisions are viewable, and one of them is more than was booked.</summary>
    private static async Task<string> OnSecondDayAsync(Site site, Browser reader, string one)
    {
        await site.Server.ServeAsync();
        string[] tokens = [(await reader.Person.PlacedAsync(one)).Token(), (await reader.Person.PlacedAsync(one)).Token()];
        await reader.SeeAsync("VIEWABLE", tokens);
        await site.Server.ServeAsync();
        Assert.Equal(0, (await reader.Person.PlacementsAsync(one, "token", "INLINE_TEXT")).GetArrayLength());
        await reader.Person.PlacementsAsync(one, "token", "BELOW_ARTICLE"); // nothing is booked there
        return tokens[0];
    }

    private static async Task<string> CreativeAsync(Person manager, string campaign) =>
        (await manager.ReadAsync(campaign, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString()!;
}
