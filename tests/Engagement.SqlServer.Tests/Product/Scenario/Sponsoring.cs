using Engagement.Placements.Campaigns;
using Engagement.Placements.Forecasts;
using Engagement.Placements.Verification;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Placements;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.SqlServer.Tests.Product.Scenario;

/// <summary>Everything that sponsors' managers do, and everything that they look at.</summary>
internal static class Sponsoring
{
    public static async Task RunAsync(Site site)
    {
        await site.AdvertiserAsync();
        await site.AdvertiserAsync("acme", "Acme Inc.");
        await site.Publisher.DoAsync("setPlacementSlot", "SetPlacementSlotInput", "slot { key }", new { key = "SIDEBAR", format = "PICTURE", positions = 1 });
        var maria = site.Manager("maria", "acme");
        await RunCampaignsAsync(site, maria);
        await LookAsync(site, maria);
        await ServeAsync(site, maria);
        await ReportAsync(site, maria);
    }

    private static async Task ReportAsync(Site site, Person maria)
    {
        const string Document = """
            query($id: ID!, $from: Date!, $to: Date!, $by: CampaignReportBy!) {
              campaignReport(campaignId: $id, from: $from, to: $to, by: $by) { key measurableRate invalid { reason } }
            }
            """;
        var (from, to) = ("2026-01-01", "2026-12-31");
        var campaigns = (await maria.QueryAsync("{ campaigns(first: 1) { nodes { id } } }")).GetProperty("campaigns").GetProperty("nodes");
        foreach (var by in (string[])["DAY", "ARTICLE", "SLOT", "CHANNEL", "CREATIVE"])
            await maria.QueryAsync(Document, new { id = campaigns[0].GetProperty("id").GetString(), from, to, by });
        await site.Publisher.QueryAsync("query($from: Date!, $to: Date!) { slotReport(from: $from, to: $to) { slot fillRate } }", new { from, to });
        using var browser = new Browser(site);
        foreach (var who in (Person[])[maria, site.Admin])
        {
            using var statement = await browser.OpenAsync("placements/statement.csv?month=2026-11", null, ("Authorization", $"Bearer {who.Token}"));
            Assert.True(statement.IsSuccessStatusCode);
        }
        await site.Server.VerifyPlacementsAsync();
        await using var db = site.Server.Database.OpenContext();
        var (export, today) = (site.Server.Services.GetRequiredService<EventExport>(), DateOnly.FromDateTime(DateTime.UtcNow));
        foreach (var id in await db.Set<Campaign>().Select(c => c.Id).ToListAsync(TestContext.Current.CancellationToken))
            Assert.True(await export.KnowsAsync(id, TestContext.Current.CancellationToken) && await export.ReadAsync(id, today, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken) >= 0);
        await db.Database.ExecuteSqlRawAsync("UPDATE \"Campaigns\" SET \"Viewables\" = \"Viewables\" + 1", TestContext.Current.CancellationToken);
        Assert.NotEmpty(await site.Server.Services.GetRequiredService<PlacementsVerifier>().VerifyAsync(null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task ServeAsync(Site site, Person maria)
    {
        var article = await site.ArticleAsync("sponsored");
        await site.ApprovedAsync(maria);
        var share = await site.ApprovedAsync(maria, Desk.Campaign(("goal", "SHARE_OF_VOICE"), ("total", 20)));
        await site.Server.ServeAsync();
        using var reader = new Browser(site);
        using var google = new Browser(site, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        var token = (await reader.Person.PlacedAsync(article)).Token();
        await google.FollowAsync($"p/{token}");
        await reader.SeeAsync("VIEWABLE", token);
        await site.Server.WriteDecisionsAsync();
        await site.Server.Services.GetRequiredService<CurrentForecast>().ForgetAsync(TestContext.Current.CancellationToken);
        await site.Server.Services.GetRequiredService<ServingPlanner>().PlanAsync(TestContext.Current.CancellationToken);
        foreach (var who in (Person[])[maria, site.Admin])
        {
            await who.QueryAsync("query($id: ID!) { explainPlacement(articleId: $id, slot: \"INLINE_TEXT\") { dropped campaign { id } } }", new { id = article });
            await who.QueryAsync("""{ forecastPlacement(input: {slots: ["INLINE_TEXT"], startsOn: "2026-01-01", endsOn: "2027-12-01"}) { available contenders { campaign { id } } } }""");
        }
        for (var i = 0; i < 2; i++)
            await site.Alice.DoAsync("reportPlacement", "ReportPlacementInput", "__typename", new { token, reason = "SPAM" });
        var reports = (await site.Mod.QueryAsync("{ placementReports(first: 1) { pageInfo { endCursor } nodes { openReports creative { id } advertiser { name } } } }")).GetProperty("placementReports");
        foreach (var open in (bool?[])[null, true])
            await site.Mod.QueryAsync("query($open: Boolean, $after: String) { placementReports(open: $open, after: $after) { nodes { reason } } }", new { open, after = reports.GetProperty("pageInfo").GetProperty("endCursor").GetString() });
        await site.Mod.DoAsync("closePlacementReports", "ClosePlacementReportsInput", "__typename", new { creativeId = reports.GetProperty("nodes")[0].GetProperty("creative").GetProperty("id").GetString() });
        var preview = (await maria.QueryAsync("{ campaigns(first: 1) { nodes { creatives { previewToken } } } }")).GetProperty("campaigns").GetProperty("nodes")[0].GetProperty("creatives")[0].GetProperty("previewToken").GetString();
        await site.Anybody.QueryAsync("query($id: ID!, $preview: String) { article(by: {id: $id}) { placements(slots: [\"INLINE_TEXT\"], preview: $preview) { id disclosure { label sponsor } } } }", new { id = article, preview });
        await reader.FollowAsync($"p/{token}");
        (await reader.OpenAsync($"p/AQ{new string('A', token.Length - 2)}")).Dispose(); // of no creative that is served
        await site.Server.ServeAsync();
        await site.Server.WriteDecisionsAsync();
        await reader.Person.PlacedAsync(article);
        await site.Server.WriteDecisionsAsync();
        await maria.ReadAsync(share, "shareOfVoice { pages }");
    }

    private static async Task RunCampaignsAsync(Site site, Person maria)
    {
        var booking = new { advertiser = "acme", campaign = Desk.Campaign(("targets", new { channels = new { any = new[] { "news" } } })), idempotencyKey = "booking" };
        await maria.DoAsync("createCampaign", "CreateCampaignInput", "campaign { id }", booking);
        await maria.DoAsync("createCampaign", "CreateCampaignInput", "campaign { id }", booking);
        var id = await site.ApprovedAsync(maria);
        await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "campaign { id }", new { campaignId = id, campaign = Desk.Campaign(("name", "Another"), ("daily", 500)) });
        var creativeId = await maria.AddCreativeAsync(id);
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "campaign { id }", new { creativeId, creative = Desk.Creative(("headline", "Another")) });
        creativeId = await maria.AddCreativeAsync(id);
        await maria.DoAsync("removeCreative", "RemoveCreativeInput", "campaign { id }", new { creativeId });
        await site.AdvertiserAsync("acme", "Acme & Co.");
        foreach (var positions in (int[])[2, 1])
            await site.Publisher.DoAsync("setPlacementSlot", "SetPlacementSlotInput", "slot { key }", new { key = "INLINE_TEXT", format = "LINE", positions });
        foreach (var who in (Person[])[maria, site.Admin])
            await who.QueryAsync("query($creativeId: ID!, $id: ID!) { creative(id: $creativeId) { retiredAt } campaign(id: $id) { warnings } }", new { creativeId, id });
    }

    private static async Task LookAsync(Site site, Person maria)
    {
        const string Document = """
            query($advertiser: String, $states: [CampaignState!], $after: String) {
              placementSlots { key } advertisers { key }
              campaigns(advertiser: $advertiser, states: $states, first: 1, after: $after) {
                pageInfo { endCursor } nodes { id advertiser { name } creatives { id } steps { action actor { id } changes { field } } }
              }
            }
            """;
        foreach (var who in (Person[])[maria, site.Admin])
            foreach (var (advertiser, states) in new (string?, string[]?)[] { (null, null), ("acme", null), (null, ["DRAFT"]), ("acme", ["DRAFT", "IN_REVIEW"]) })
            {
                var page = (await who.QueryAsync(Document, new { advertiser, states })).GetProperty("campaigns");
                await who.QueryAsync(Document, new { advertiser, states, after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString() });
                await who.ReadAsync(page.GetProperty("nodes")[0].GetProperty("id").GetString()!, "id");
            }
    }
}
