using System.Text.Json;
using Engagement.Data;
using Engagement.Placements.Tokens;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>Readers tell the moderators about placements.</summary>
public sealed class ReportPlacementTests
{
    private const string Report = "reason details closedAt closedBy { name } openReports reader { name } creative { id headline } advertiser { name } article { key }";

    [Theory, EachEngine]
    public async Task A_report_reaches_the_moderators_once_and_is_closed_by_them(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.AdvertiserAsync();
        var (maria, article) = (site.Manager("maria", "acme"), await site.ArticleAsync());
        var id = await site.ApprovedAsync(maria);
        var creativeId = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        await site.Server.ServeAsync();
        var token = (await site.Alice.PlacedAsync(article)).Token();
        for (var i = 0; i < 2; i++)
            await site.Alice.DoAsync("reportPlacement", "ReportPlacementInput", "__typename", new { token, reason = "MISINFORMATION", details = "Not so." });
        await site.Bob.DoAsync("reportPlacement", "ReportPlacementInput", "__typename", new { token, reason = "OFFENSIVE" });

        var open = await ReportsAsync(site.Mod, true);
        Assert.Equal(
            $$$"""[{"reason":"OFFENSIVE","details":null,"closedAt":null,"closedBy":null,"openReports":2,"reader":{"name":"bob"},"creative":{"id":"{{{creativeId}}}","headline":"[Webinar] Behavioural Biometrics"},"advertiser":{"name":"Acme"},"article":{"key":"an-article"}},{"reason":"MISINFORMATION","details":"Not so.","closedAt":null,"closedBy":null,"openReports":2,"reader":{"name":"alice"},"creative":{"id":"{{{creativeId}}}","headline":"[Webinar] Behavioural Biometrics"},"advertiser":{"name":"Acme"},"article":{"key":"an-article"}}]""",
            open.GetProperty("nodes").GetRawText());
        var first = (await site.Mod.QueryAsync("{ placementReports(first: 1) { nodes { reason } pageInfo { hasNextPage endCursor } } }")).GetProperty("placementReports");
        Assert.True(first.At("pageInfo", "hasNextPage").GetBoolean());
        var rest = await site.Mod.QueryAsync("query($after: String) { placementReports(first: 1, after: $after) { nodes { reason } } }", new { after = first.At("pageInfo", "endCursor").GetString() });
        Assert.Equal("MISINFORMATION", rest.At("placementReports", "nodes")[0].GetProperty("reason").GetString());

        foreach (var moderator in (Person[])[site.Mod, site.Admin])
            await moderator.DoAsync("closePlacementReports", "ClosePlacementReportsInput", "__typename", new { creativeId });
        await site.Alice.DoAsync("reportPlacement", "ReportPlacementInput", "__typename", new { token, reason = "SPAM" });
        Assert.Equal(0, (await ReportsAsync(site.Mod, true)).GetProperty("nodes").GetArrayLength());
        var closed = (await ReportsAsync(site.Admin, false)).GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(2, closed.Count);
        Assert.All(closed, report => Assert.Equal(("mod", 0), (report.At("closedBy", "name").GetString(), report.GetProperty("openReports").GetInt32()))); // by the first who did
        Assert.All(closed, report => Assert.NotEqual(JsonValueKind.Null, report.GetProperty("closedAt").ValueKind));
    }

    [Theory, EachEngine]
    public async Task A_creative_that_was_replaced_or_a_token_that_is_old_can_still_be_reported_one_that_nobody_saw_not(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(DateTime.UtcNow.Date.AddHours(12), TimeSpan.Zero));
        await using var site = await Site.StartAsync(engine, time);
        await site.AdvertiserAsync();
        var (maria, article) = (site.Manager("maria", "acme"), await site.ArticleAsync());
        var id = await site.ApprovedAsync(maria);
        await site.Server.ServeAsync();
        var token = (await site.Alice.PlacedAsync(article)).Token();
        var creativeId = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("headline", "Another")) });
        time.Now += TimeSpan.FromHours(3);
        var forged = await site.Alice.RefusedAsync("reportPlacement", "ReportPlacementInput", new { token = Page.Forged(token), reason = "OTHER" });
        Assert.Equal("NOT_FOUND", forged.GetProperty("code").GetString());
        await site.Alice.DoAsync("reportPlacement", "ReportPlacementInput", "__typename", new { token, reason = "OTHER" });
        time.Now += TimeSpan.FromDays(2);
        await site.Anybody.PlacementsAsync(article, "token", "INLINE_TEXT"); // by the key of another day
        await site.Server.Services.GetRequiredService<ExpiredRows>().DeleteAsync(TestContext.Current.CancellationToken);
        await site.Bob.DoAsync("reportPlacement", "ReportPlacementInput", "__typename", new { token, reason = "OTHER" }); // whose signature nobody can check any more
        Assert.Equal(
            """[{"isProven":false,"creative":{"headline":"[Webinar] Behavioural Biometrics"}},{"isProven":true,"creative":{"headline":"[Webinar] Behavioural Biometrics"}}]""",
            (await ReportsAsync(site.Mod, true, "isProven creative { headline }")).GetProperty("nodes").GetRawText());

        var future = PlacementToken.Read(token)! with { DecidedAt = time.Now.AddDays(5).ToUnixTimeMilliseconds() }; // no key can say anything of it
        Assert.Equal("NOT_FOUND", (await site.Alice.RefusedAsync("reportPlacement", "ReportPlacementInput", new { token = future.Sign(new byte[32]), reason = "OTHER" })).GetProperty("code").GetString());
        var preview = (await maria.ReadAsync(id, "creatives { previewToken }")).GetProperty("creatives")[0].GetProperty("previewToken").GetString();
        var refused = await site.Alice.RefusedAsync("reportPlacement", "ReportPlacementInput", new { token = preview, reason = "OTHER" });
        Assert.Equal("NOT_FOUND", refused.GetProperty("code").GetString());
    }

    private static async Task<JsonElement> ReportsAsync(Person who, bool open, string selection = Report) =>
        (await who.QueryAsync($"query($open: Boolean) {{ placementReports(open: $open) {{ nodes {{ {selection} }} }} }}", new { open })).GetProperty("placementReports");
}
