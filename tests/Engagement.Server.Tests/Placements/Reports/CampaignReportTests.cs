using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Placements.Reports;

/// <summary>What became of a campaign, as GraphQL tells its managers.</summary>
public sealed class CampaignReportTests
{
    private const string Crawler = """{"reason":"CRAWLER","count":1}""";

    [Theory, EachEngine]
    public async Task Its_rows_are_days_articles_slots_channels_or_creatives_and_add_up_to_the_same(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine);
        var (first, second) = ($"5,4,3,0.75,1,3,0,0,{Crawler}", "2,2,2,1,0,1,1,1,");
        var (one, three) = ($"6,5,4,0.8,1,3,1,1,{Crawler}", "1,1,1,1,0,1,0,0,"); // what three left empty it did before, and two is another page

        Assert.Equal(Rows(("2026-11-30", first), ("2026-12-01", second)), await delivered.ReportAsync());
        Assert.Equal(Rows((delivered.Creatives[0], first), (delivered.Creatives[1], "2,2,2,1,0,1,1,0,")), await delivered.ReportAsync("CREATIVE"));
        Assert.Equal(Rows(("one", one), ("three", three)), await delivered.ReportAsync("ARTICLE"));
        Assert.Equal(Rows(("news", one), ("tech", three)), await delivered.ReportAsync("CHANNEL"));
        Assert.Equal(Rows(("INLINE_TEXT", one), ("RELATED_NEWS", three)), await delivered.ReportAsync("SLOT"));

        const string December = """from: "2026-12-01", to: "2026-12-01" """;
        foreach (var (by, key) in (IEnumerable<(string, string)>)[("DAY", "2026-12-01"), ("ARTICLE", "one"), ("CHANNEL", "news"), ("SLOT", "INLINE_TEXT")])
            Assert.Equal(Rows((key, second)), await delivered.ReportAsync(by, days: December));
        Assert.Equal(Rows((delivered.Creatives[1], "2,2,2,1,0,1,1,0,")), await delivered.ReportAsync("CREATIVE", days: December));
        Assert.Equal("[]", await delivered.ReportAsync(days: """from: "0001-01-01", to: "0001-12-31" """));
    }

    [Theory, EachEngine]
    public async Task It_is_for_the_advertisers_managers_and_admins(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine);
        var site = delivered.Site;
        var own = await delivered.ReportAsync();
        Assert.Equal(own, await delivered.ReportAsync(who: site.Admin));
        Assert.Equal(own, await delivered.ReportAsync(who: site.Manager("ines", "other", "acme")));
        Assert.Equal("[]", await delivered.ReportAsync(who: site.Manager("otto", "other")));
        Assert.Equal("[]", await delivered.ReportAsync(campaign: "cmp_0000000000001"));
        Assert.Equal("[]", await delivered.ReportAsync(campaign: "nonsense"));
        foreach (var (who, code) in (IEnumerable<(Person, string)>)[(site.Alice, "FORBIDDEN"), (site.Publisher, "FORBIDDEN"), (site.Anybody, "UNAUTHENTICATED")])
        {
            var refused = await who.Client.AskAsync($$"""{ campaignReport(campaignId: "{{delivered.Campaign}}", {{Delivered.Days}}) { key } }""", token: who.Token);
            Assert.Equal(code, refused.GetProperty("errors")[0].At("extensions", "code").GetString());
        }
    }

    [Theory]
    [InlineData("2026-01-01", "2027-01-01", null, null)]
    [InlineData("2026-01-01", "2027-01-02", "TOO_MANY", "`from` to `to` has at most 366 days, not 367.")]
    [InlineData("2026-01-02", "2026-01-01", "INVALID_PAGE", "`to` is not before `from`.")]
    public async Task Days_that_are_none_or_too_many_are_refused(string from, string to, string? code, string? message)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        foreach (var report in (string[])["campaignReport(campaignId: \"x\", ", "slotReport("])
        {
            var answer = await site.Admin.Client.AskAsync($$"""{ {{report}}from: "{{from}}", to: "{{to}}") { __typename } }""", token: site.Admin.Token);
            Assert.Equal(code is not null, answer.TryGetProperty("errors", out var errors));
            if (code is not null)
                Assert.Equal((code, message), (errors[0].At("extensions", "code").GetString(), errors[0].GetProperty("message").GetString()));
        }
    }

    [Theory, EachEngine]
    public async Task A_slot_was_asked_for_filled_and_looked_at(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine);
        var site = delivered.Site;
        var data = await site.Publisher.QueryAsync($"{{ slotReport({Delivered.Days}) {{ slot positions unfilled fillRate impressions viewables clicks }} }}");
        var slots = data.GetProperty("slotReport").EnumerateArray().ToDictionary(s => s.GetProperty("slot").GetString()!);

        Assert.Equal(["BELOW_ARTICLE", "INLINE_TEXT", "RELATED_NEWS", "THREAD_TOP"], slots.Keys);
        Assert.Equal("""{"slot":"THREAD_TOP","positions":0,"unfilled":0,"fillRate":null,"impressions":0,"viewables":0,"clicks":0}""", slots["THREAD_TOP"].GetRawText());
        Assert.Equal("""{"slot":"BELOW_ARTICLE","positions":1,"unfilled":1,"fillRate":0,"impressions":0,"viewables":0,"clicks":0}""", slots["BELOW_ARTICLE"].GetRawText());
        Assert.Equal((6, 5, 4, 1), Numbers(slots["INLINE_TEXT"]));
        Assert.Equal((1, 1, 1, 0), Numbers(slots["RELATED_NEWS"]));
        Assert.Equal("FORBIDDEN", (await site.Alice.Client.AskAsync($"{{ slotReport({Delivered.Days}) {{ slot }} }}", token: delivered.Manager.Token)).GetProperty("errors")[0].At("extensions", "code").GetString());
    }

    private static (int Filled, int Impressions, int Viewables, int Clicks) Numbers(JsonElement slot)
    {
        var (positions, unfilled) = (Number("positions"), Number("unfilled"));
        Assert.Equal((positions - unfilled) / (double)positions, slot.GetProperty("fillRate").GetDouble());
        return (positions - unfilled, Number("impressions"), Number("viewables"), Number("clicks"));

        int Number(string name) => slot.GetProperty(name).GetInt32();
    }

    /// <summary>Rows with these keys and numbers: decisions, impressions, viewables, measurable rate, clicks, billed, over-delivery, unfilled and what is invalid.</summary>
    private static string Rows(params IEnumerable<(string Key, string Numbers)> rows) => $"[{string.Join(",", rows.Select(r => Row(r.Key, r.Numbers.Split(',', 9))))}]";

    private static string Row(string key, string[] n) =>
        $$"""{"key":"{{key}}","decisions":{{n[0]}},"impressions":{{n[1]}},"viewables":{{n[2]}},"measurableRate":{{n[3]}},"clicks":{{n[4]}},"billed":{{n[5]}},"overDelivery":{{n[6]}},"unfilled":{{n[7]}},"invalid":[{{n[8]}}]}""";
}
