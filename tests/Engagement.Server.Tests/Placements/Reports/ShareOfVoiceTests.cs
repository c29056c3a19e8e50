using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Xunit;

namespace Engagement.Server.Tests.Placements.Reports;

/// <summary>What managers are told of a share of pages.</summary>
public sealed class ShareOfVoiceTests
{
    private const string Asked = "shareOfVoice { pages stood shortfall }";

    [Theory, EachEngine]
    public async Task A_share_says_of_how_many_pages_it_is_and_how_many_it_lacks(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        var maria = await site.ManagerAsync();
        await site.RegisterAsync(Press.Article("a", channels: ["payments"]), Press.Article("b"));
        var whole = await site.ApprovedAsync(maria, Share(("tier", "GUARANTEED"), ("total", 100)));
        var part = await site.ApprovedAsync(maria, Share(("tier", "STANDARD"), ("total", 100), ("targets", new { channels = new { any = new[] { "payments" } } })));
        var days = await site.ApprovedAsync(maria, Share(("tier", "HOUSE"), ("goal", "DAYS"), ("total", 5)));
        Assert.Equal("""{"shareOfVoice":{"pages":0,"stood":0,"shortfall":0}}""", (await maria.ReadAsync(whole, Asked)).GetRawText());

        await AskAsync(site, "a", 5);
        using var google = new Browser(site, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        foreach (var other in (Person[])[site.Admin, google.Person])
            await other.PlacementsAsync(await site.IdAsync("a"), "token", "INLINE_TEXT"); // no readers
        await AskAsync(site, "b", 2);
        await site.Server.WriteDecisionsAsync();
        await maria.MoveAsync(whole, "PAUSED");
        time.Now += TimeSpan.FromDays(1);
        await AskAsync(site, "a", 3);
        await site.Server.WriteDecisionsAsync();
        using var reader = new Browser(site);
        await reader.Person.PlacementsAsync(await site.IdAsync("a"), "token", "RELATED_NEWS"); // neither asks for it
        await site.Server.WriteDecisionsAsync();

        Assert.Equal("""{"shareOfVoice":{"pages":7,"stood":7,"shortfall":0}}""", (await maria.ReadAsync(whole, Asked)).GetRawText()); // none while it pauses
        Assert.Equal("""{"shareOfVoice":{"pages":8,"stood":3,"shortfall":5}}""", (await maria.ReadAsync(part, Asked)).GetRawText());
        Assert.Equal("""{"shareOfVoice":null}""", (await maria.ReadAsync(days, Asked)).GetRawText());
        Assert.Equal([(whole, "7,7"), (part, "5,0")], await StatementAsync(site, "2026-11", maria));
        Assert.Equal([(whole, "0,0"), (part, "3,3")], await StatementAsync(site, "2026-12", maria));
        Assert.Empty(await StatementAsync(site, "2027-01", maria));
    }

    private static Dictionary<string, object?> Share(params ReadOnlySpan<(string Field, object? Value)> changes) =>
        Desk.Campaign([("goal", "SHARE_OF_VOICE"), ("startsOn", "2026-11-30"), ("endsOn", "2026-12-31"), .. changes]);

    private static async Task AskAsync(Site site, string article, int times)
    {
        await site.Server.ServeAsync();
        using var reader = new Browser(site);
        for (var i = 0; i < times; i++)
            await reader.Person.PlacementsAsync(await site.IdAsync(article), "token", "INLINE_TEXT");
    }

    /// <summary>Campaigns of a month with what is said of their pages.</summary>
    private static async Task<(string Campaign, string Pages)[]> StatementAsync(Site site, string month, Person who)
    {
        using var browser = new Browser(site);
        using var response = await browser.OpenAsync($"placements/statement.csv?month={month}", null, ("Authorization", $"Bearer {who.Token}"));
        var rows = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return [.. rows.Select(row => row.Split(',')).Select(row => (row[3], string.Join(',', row[^2..])))];
    }
}
