using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>Who runs campaigns, what they may say, and what is written down of it.</summary>
public sealed class CampaignTests
{
    [Theory, EachEngine]
    public async Task What_was_booked_is_read_back(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: ["Placements:ImageHosts=img.news.example", "Placements:FurtherLabels=Sponsored"]);
        var maria = await site.ManagerAsync();
        await site.RegisterAsync(Press.Article("a", channels: ["payments", "crypto"]));
        var campaign = Desk.Campaign(
            ("goal", "CLICKS"), ("total", 50), ("daily", 5), ("tier", "STANDARD"), ("slots", new[] { "INLINE_TEXT", "BELOW_ARTICLE" }), ("category", "biometrics"), ("roadblock", true),
            ("targets", new { channels = new { any = new[] { "payments" } }, keywords = new { all = new[] { "legal" } }, companies = new { none = new[] { "Rival" } }, languages = new { any = new[] { "EN" } } }),
            ("safety", new { channels = new[] { "crypto" }, closedThreads = true, sensitive = false }));
        var id = await maria.DraftAsync(campaign);
        await maria.AddCreativeAsync(id, Desk.Creative(("text", "Meeting the challenge."), ("callToAction", "Join"), ("label", "Sponsored"), ("paidBy", "Acme Labs"),
            ("image", new { url = "https://img.news.example/7.png", width = 640, height = 360, alt = "A fingerprint" })));

        var read = await maria.ReadAsync(id, """
            name state goal total daily billed tier price { model amountMinor currency orderNumber } slots category roadblock advertiser { key name }
            targets { channels { any all none } keywords { any all none } companies { any all none } languages { any all none } }
            safety { channels keywords companies closedThreads reportedThreads sensitive }
            creatives { kind headline text callToAction landingUrl label paidBy approvedAt image { url width height alt } logo { url } }
            steps { number action fromState toState actor { name } }
            """);
        AssertJson("""
            {
              "name": "A campaign", "state": "DRAFT", "goal": "CLICKS", "total": 50, "daily": 5, "billed": 0, "tier": "STANDARD",
              "price": { "model": "CPM", "amountMinor": 2500, "currency": "EUR", "orderNumber": "4711" },
              "slots": ["INLINE_TEXT", "BELOW_ARTICLE"], "category": "biometrics", "roadblock": true, "advertiser": { "key": "acme", "name": "Acme" },
              "targets": {
                "channels": { "any": ["payments"], "all": [], "none": [] }, "keywords": { "any": [], "all": ["legal"], "none": [] },
                "companies": { "any": [], "all": [], "none": ["Rival"] }, "languages": { "any": ["en"], "all": [], "none": [] }
              },
              "safety": { "channels": ["crypto"], "keywords": [], "companies": [], "closedThreads": true, "reportedThreads": false, "sensitive": false },
              "creatives": [{
                "kind": "WEBINAR", "headline": "[Webinar] Behavioural Biometrics", "text": "Meeting the challenge.", "callToAction": "Join",
                "landingUrl": "https://acme.example/webinar?id=7", "label": "Sponsored", "paidBy": "Acme Labs", "approvedAt": null,
                "image": { "url": "https://img.news.example/7.png", "width": 640, "height": 360, "alt": "A fingerprint" }, "logo": null
              }],
              "steps": [
                { "number": 2, "action": "ADD_CREATIVE", "fromState": "DRAFT", "toState": "DRAFT", "actor": { "name": "maria" } },
                { "number": 1, "action": "CREATE", "fromState": null, "toState": "DRAFT", "actor": { "name": "maria" } }
              ]
            }
            """, read);
    }

    /// <summary>What the database knows, and some of what it does not: the rest is in the rules' own tests.</summary>
    private static readonly (string Field, object? Value, string Path, string Problem)[] RefusedCampaigns =
    [
        ("total", 0, "campaign.total", "OUT_OF_RANGE"),
        ("daily", 0, "campaign.daily", "OUT_OF_RANGE"),
        ("price", new { model = "CPM", amountMinor = 1, currency = "XQZ" }, "campaign.price.currency", "MALFORMED"),
        ("endsOn", "2020-01-01", "campaign.endsOn", "CONTRADICTORY"),
        ("political", true, "campaign.political", "NOT_TAKEN"),
        ("targets", new { keywords = new { any = new[] { "legal" }, none = new[] { "legal" } } }, "campaign.targets.keywords", "CONTRADICTORY"),
        ("slots", new[] { "NOWHERE" }, "campaign.slots.0", "UNKNOWN"),
        ("targets", new { channels = new { any = new[] { "payments", "unheard of" } } }, "campaign.targets.channels.any.1", "UNKNOWN"),
        ("safety", new { channels = new[] { "unheard of" } }, "campaign.safety.channels.0", "UNKNOWN"),
    ];

    private static readonly (string Field, object? Value, string Path, string Problem)[] RefusedCreatives =
    [
        ("landingUrl", "https://10.1.2.3/", "creative.landingUrl", "NOT_TAKEN"),
        ("landingUrl", "http://acme.example/", "creative.landingUrl", "MALFORMED"),
        ("landingUrl", "https://me:secret@acme.example/", "creative.landingUrl", "MALFORMED"),
        ("label", "", "creative.label", "MISSING"),
        ("label", "Recommended for you", "creative.label", "NOT_TAKEN"),
        ("image", new { url = "https://elsewhere.example/a.png", width = 1, height = 1, alt = "x" }, "creative.image.url", "NOT_TAKEN"),
    ];

    [Theory, EachEngine]
    public async Task What_makes_no_sense_is_refused(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        await site.RegisterAsync(Press.Article("a", channels: ["payments"]));
        var id = await maria.DraftAsync();
        foreach (var (field, value, path, problem) in RefusedCampaigns)
        {
            Desk.AssertRefused(path, problem, await maria.RefusedAsync("createCampaign", "CreateCampaignInput", new { advertiser = "acme", campaign = Desk.Campaign((field, value)) }));
            Desk.AssertRefused(path, problem, await maria.RefusedAsync("updateCampaign", "UpdateCampaignInput", new { campaignId = id, campaign = Desk.Campaign((field, value)) }));
        }
        Desk.AssertRefused("campaign.endsOn", "OUT_OF_RANGE", await maria.RefusedAsync("createCampaign", "CreateCampaignInput", new { advertiser = "acme", campaign = Desk.Campaign(("startsOn", "2020-01-01"), ("endsOn", "2020-01-02")) }));
        var creativeId = await maria.AddCreativeAsync(id);
        foreach (var (field, value, path, problem) in RefusedCreatives)
        {
            var creative = Desk.Creative((field, value));
            Desk.AssertRefused(path, problem, await maria.RefusedAsync("addCreative", "AddCreativeInput", new { campaignId = id, creative }));
            Desk.AssertRefused(path, problem, await maria.RefusedAsync("replaceCreative", "ReplaceCreativeInput", new { creativeId, creative }));
        }
    }

    [Theory, EachEngine]
    public async Task A_step_says_what_it_changed(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await maria.DraftAsync();
        var creativeId = await maria.AddCreativeAsync(id);
        await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new
        {
            campaignId = id,
            campaign = Desk.Campaign(("total", 2_000), ("category", "Banks"), ("price", new { model = "CPM", amountMinor = 2_500, currency = "EUR" }), ("targets", new { keywords = new { any = new[] { "legal" } } })),
        });
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("text", "Join us."), ("landingUrl", "https://acme.example/other")) });
        await maria.MoveAsync(id, "IN_REVIEW");
        await site.AdvertiserAsync(name: "Acme Corp");

        var replacing = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        var steps = (await maria.ReadAsync(id, "steps { action actor { name } changes { field before after } }")).GetProperty("steps");
        AssertJson("""{ "action": "RENAME_ADVERTISER", "actor": { "name": "admin" }, "changes": [{ "field": "advertiser.name", "before": "Acme", "after": "Acme Corp" }] }""", steps[0]);
        AssertJson("""{ "action": "MOVE", "actor": { "name": "maria" }, "changes": [] }""", steps[1]);
        AssertJson($$"""
            {
              "action": "REPLACE_CREATIVE", "actor": { "name": "maria" },
              "changes": [
                { "field": "id", "before": "{{creativeId}}", "after": "{{replacing}}" }, { "field": "landingUrl", "before": "https://acme.example/webinar?id=7", "after": "https://acme.example/other" }, { "field": "text", "before": null, "after": "Join us." }
              ]
            }
            """, steps[2]);
        AssertJson("""
            {
              "action": "EDIT", "actor": { "name": "maria" },
              "changes": [
                { "field": "category", "before": null, "after": "banks" }, { "field": "price.orderNumber", "before": "4711", "after": null },
                { "field": "targets.keywords.any", "before": null, "after": "[\"legal\"]" }, { "field": "total", "before": "1000", "after": "2000" }
              ]
            }
            """, steps[3]);
        var created = steps[5].GetProperty("changes").EnumerateArray().Select(c => $"{c.GetProperty("field")} {c.GetProperty("before")}>{c.GetProperty("after")}").ToList();
        Assert.Equal("APPROVED", await site.Admin.MoveAsync(id, "APPROVED")); // who renames an advertiser had no hand in it
        Assert.Equal(["name >A campaign", "price.amountMinor >2500", "price.currency >EUR", "price.model >CPM", "price.orderNumber >4711", "roadblock >false"], created[2..8]);
    }

    [Theory, EachEngine]
    public async Task However_many_steps_there_are_each_can_be_read(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await maria.DraftAsync();
        for (var i = 0; i < 101; i++)
            await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new { campaignId = id, campaign = Desk.Campaign(("name", $"{i}")) });
        var steps = await maria.ReadAsync(id, "newest: steps { number } others: steps(before: 3) { number changes { after } } none: steps(before: 1) { number }");
        Assert.Equal((100, 102, 3), (steps.GetProperty("newest").GetArrayLength(), steps.GetProperty("newest")[0].GetProperty("number").GetInt32(), steps.GetProperty("newest")[99].GetProperty("number").GetInt32()));
        Assert.Equal("""[2,1]""", JsonSerializer.Serialize(steps.GetProperty("others").EnumerateArray().Select(s => s.GetProperty("number").GetInt32())));
        Assert.Equal("""[{"after":"0"}]""", steps.GetProperty("others")[0].GetProperty("changes").GetRawText());
        Assert.Equal(0, steps.GetProperty("none").GetArrayLength());
    }

    [Theory, EachEngine]
    public async Task A_slot_that_changes_is_a_step_of_who_asks_for_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var tomorrow = ("startsOn", (object?)$"{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}"); // the clock takes no step of it before
        var (asks, asksNot) = (await site.ApprovedAsync(maria, Desk.Campaign(tomorrow)), await site.ApprovedAsync(maria, Desk.Campaign(tomorrow, ("slots", new[] { "RELATED_NEWS" }))));
        var before = await maria.LastStepAsync(asksNot);
        foreach (var positions in (int[])[0, 0])
            await site.Publisher.DoAsync("setPlacementSlot", "SetPlacementSlotInput", "slot { positions }", new { key = "INLINE_TEXT", format = "CARD", positions });
        var step = (await maria.ReadAsync(asks, "steps { action actor { name } changes { field before after } }")).GetProperty("steps")[0];
        Assert.Equal(
            """{"action":"CHANGE_SLOT","actor":{"name":"publisher"},"changes":[{"field":"slots.INLINE_TEXT.format","before":"LINE","after":"CARD"},{"field":"slots.INLINE_TEXT.positions","before":"1","after":"0"}]}""",
            step.GetRawText());
        Assert.Equal(before, await maria.LastStepAsync(asksNot));
    }

    [Theory, EachEngine]
    public async Task A_manager_sees_and_changes_only_campaigns_of_own_advertisers(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        await site.AdvertiserAsync("rival", "Rival");
        var (rival, nobody) = (site.Manager("ray", "rival"), site.Manager("nora"));
        var id = await maria.DraftAsync();
        var creativeId = await maria.AddCreativeAsync(id);
        foreach (var stranger in (Person[])[rival, nobody])
        {
            Assert.Equal(JsonValueKind.Null, (await stranger.ReadAsync(id, "name")).ValueKind);
            Assert.DoesNotContain("acme", (await stranger.QueryAsync("{ advertisers { key } campaigns { nodes { id advertiser { key } } } }")).GetRawText());
            Assert.Equal("NOT_FOUND", Desk.Code(await stranger.RefusedAsync("createCampaign", "CreateCampaignInput", new { advertiser = "acme", campaign = Desk.Campaign() })));
            Assert.Equal("NOT_FOUND", Desk.Code(await stranger.RefusedAsync("updateCampaign", "UpdateCampaignInput", new { campaignId = id, campaign = Desk.Campaign(("name", "Mine")) })));
            Assert.Equal("NOT_FOUND", Desk.Code(await stranger.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "IN_REVIEW" })));
            Assert.Equal("NOT_FOUND", Desk.Code(await stranger.RefusedAsync("addCreative", "AddCreativeInput", new { campaignId = id, creative = Desk.Creative() })));
            Assert.Equal("NOT_FOUND", Desk.Code(await stranger.RefusedAsync("replaceCreative", "ReplaceCreativeInput", new { creativeId, creative = Desk.Creative() })));
            Assert.Equal("NOT_FOUND", Desk.Code(await stranger.RefusedAsync("removeCreative", "RemoveCreativeInput", new { creativeId })));
        }
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("headline", "Another")) });
        var retired = (await CreativeAsync(maria)).GetProperty("creative");
        Assert.Equal(("[Webinar] Behavioural Biometrics", JsonValueKind.String), (retired.GetProperty("headline").GetString(), retired.GetProperty("retiredAt").ValueKind));
        foreach (var stranger in (Person[])[rival, nobody])
            Assert.Equal("""{"creative":null}""", (await CreativeAsync(stranger)).GetRawText());
        Assert.Equal("A campaign", (await site.Admin.ReadAsync(id, "name")).GetProperty("name").GetString());
        Assert.Equal("""["acme","rival"]""", JsonSerializer.Serialize((await site.Admin.QueryAsync("{ advertisers { key } }")).GetProperty("advertisers").EnumerateArray().Select(a => a.GetProperty("key").GetString())));

        Task<JsonElement> CreativeAsync(Person who) => who.QueryAsync("query($id: ID!) { creative(id: $id) { headline retiredAt } }", new { id = creativeId });
    }

    [Theory, EachEngine]
    public async Task The_same_key_makes_one(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var input = new { advertiser = "acme", campaign = Desk.Campaign(), idempotencyKey = "k1" };
        var first = await maria.DoAsync("createCampaign", "CreateCampaignInput", "campaign { id }", input);
        var again = await maria.DoAsync("createCampaign", "CreateCampaignInput", "campaign { id }", input);
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", Desk.Code(await maria.RefusedAsync("createCampaign", "CreateCampaignInput", new { advertiser = "acme", campaign = Desk.Campaign(("name", "Other")), idempotencyKey = "k1" })));
        var campaignId = first.At("campaign", "id").GetString();
        Assert.Equal("NOT_FOUND", Desk.Code(await site.Manager("maria", "rival").RefusedAsync("createCampaign", "CreateCampaignInput", input))); // whose advertisers are others now
        var creative = new { campaignId, creative = Desk.Creative(), idempotencyKey = "k2" };
        await maria.DoAsync("addCreative", "AddCreativeInput", "__typename", creative);
        var twice = await maria.DoAsync("addCreative", "AddCreativeInput", "campaign { creatives { id } }", creative);
        Assert.Single(twice.At("campaign", "creatives").EnumerateArray());
    }

    [Theory, EachEngine]
    public async Task Campaigns_are_paged_newest_first(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        foreach (var name in (string[])["one", "two", "three"])
            await maria.DraftAsync(Desk.Campaign(("name", name)));
        var page = (await maria.QueryAsync("{ campaigns(first: 2, states: [DRAFT], advertiser: \"acme\") { nodes { name } pageInfo { hasNextPage endCursor } } }")).GetProperty("campaigns");
        Assert.Equal("""{"nodes":[{"name":"three"},{"name":"two"}],"pageInfo":{"hasNextPage":true,"endCursor":""", page.GetRawText()[..^(page.At("pageInfo", "endCursor").GetString()!.Length + 4)]);
        var rest = await maria.QueryAsync("query($after: String) { campaigns(first: 2, after: $after) { nodes { name } } none: campaigns(states: [LIVE]) { nodes { name } } }", new { after = page.At("pageInfo", "endCursor").GetString() });
        Assert.Equal("""{"campaigns":{"nodes":[{"name":"one"}]},"none":{"nodes":[]}}""", rest.GetRawText());
    }

    private static void AssertJson(string expected, JsonElement actual) => Assert.Equal(JsonSerializer.Serialize(JsonElement.Parse(expected)), JsonSerializer.Serialize(actual));
}
