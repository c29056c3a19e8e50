using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>Who runs campaigns, what they may say, and from which state they come into which.</summary>
public sealed class CampaignTests
{
    [Theory, EachEngine]
    public async Task What_was_booked_is_read_back(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: ["Placements:ImageHosts=img.news.example", "Placements:FurtherLabels=Sponsored"]);
        var maria = await StartAsync(site);
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
        var maria = await StartAsync(site);
        await site.RegisterAsync(Press.Article("a", channels: ["payments"]));
        var id = await maria.DraftAsync();
        foreach (var (field, value, path, problem) in RefusedCampaigns)
        {
            AssertRefused(path, problem, await maria.RefusedAsync("createCampaign", "CreateCampaignInput", new { advertiser = "acme", campaign = Desk.Campaign((field, value)) }));
            AssertRefused(path, problem, await maria.RefusedAsync("updateCampaign", "UpdateCampaignInput", new { campaignId = id, campaign = Desk.Campaign((field, value)) }));
        }
        var creativeId = await maria.AddCreativeAsync(id);
        foreach (var (field, value, path, problem) in RefusedCreatives)
        {
            var creative = Desk.Creative((field, value));
            AssertRefused(path, problem, await maria.RefusedAsync("addCreative", "AddCreativeInput", new { campaignId = id, creative }));
            AssertRefused(path, problem, await maria.RefusedAsync("replaceCreative", "ReplaceCreativeInput", new { creativeId, creative }));
        }
    }

    [Theory, EachEngine]
    public async Task A_step_says_what_it_changed(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
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

        var steps = (await maria.ReadAsync(id, "steps { action actor { name } changes { field before after } }")).GetProperty("steps");
        AssertJson("""{ "action": "RENAME_ADVERTISER", "actor": { "name": "admin" }, "changes": [{ "field": "advertiser.name", "before": "Acme", "after": "Acme Corp" }] }""", steps[0]);
        AssertJson("""{ "action": "MOVE", "actor": { "name": "maria" }, "changes": [] }""", steps[1]);
        AssertJson("""
            {
              "action": "REPLACE_CREATIVE", "actor": { "name": "maria" },
              "changes": [
                { "field": "landingUrl", "before": "https://acme.example/webinar?id=7", "after": "https://acme.example/other" }, { "field": "text", "before": null, "after": "Join us." }
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
    public async Task What_an_admin_paused_its_manager_does_not_let_go_on(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        var id = await site.ApprovedAsync(maria);
        await site.Admin.MoveAsync(id, "PAUSED");
        Assert.Equal("NOT_ALLOWED", Code(await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "LIVE" })));
        Assert.Equal("LIVE", await site.Admin.MoveAsync(id, "LIVE"));
        Assert.Equal("PAUSED", await maria.MoveAsync(id, "PAUSED"));
        Assert.Equal("LIVE", await maria.MoveAsync(id, "LIVE"));
        foreach (var who in (Person[])[maria, site.Admin, maria])
            await who.MoveAsync(id, "PAUSED");
        Assert.True((await maria.ReadAsync(id, "isHeld")).GetProperty("isHeld").GetBoolean());
        Assert.Equal("NOT_ALLOWED", Code(await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "LIVE" })));
    }

    [Theory, EachEngine]
    public async Task One_that_ends_short_says_by_how_much_and_is_not_changed_any_more(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        var id = await site.ApprovedAsync(maria);
        Assert.Equal(JsonValueKind.Null, (await maria.ReadAsync(id, "shortfall")).GetProperty("shortfall").ValueKind);
        await maria.MoveAsync(id, "FINISHED");
        var finished = await maria.ReadAsync(id, "shortfall creatives { id }");
        Assert.Equal(1_000, finished.GetProperty("shortfall").GetInt32());
        var creativeId = finished.GetProperty("creatives")[0].GetProperty("id").GetString();
        Assert.Equal("NOT_ALLOWED", Code(await maria.RefusedAsync("removeCreative", "RemoveCreativeInput", new { creativeId })));
    }

    [Theory, EachEngine]
    public async Task Without_a_creative_it_says_that_it_is_not_shown(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        var id = await site.ApprovedAsync(maria);
        var creativeId = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        var payload = await maria.DoAsync("removeCreative", "RemoveCreativeInput", "warnings", new { creativeId });
        Assert.Equal("""["It has no creative, and is not shown."]""", payload.GetProperty("warnings").GetRawText());
    }

    [Theory, EachEngine]
    public async Task A_manager_sees_and_changes_only_campaigns_of_own_advertisers(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        await site.AdvertiserAsync("rival", "Rival");
        var (rival, nobody) = (site.Manager("ray", "rival"), site.Manager("nora"));
        var id = await maria.DraftAsync();
        var creativeId = await maria.AddCreativeAsync(id);
        foreach (var stranger in (Person[])[rival, nobody])
        {
            Assert.Equal(JsonValueKind.Null, (await stranger.ReadAsync(id, "name")).ValueKind);
            Assert.DoesNotContain("acme", (await stranger.QueryAsync("{ advertisers { key } campaigns { nodes { id advertiser { key } } } }")).GetRawText());
            Assert.Equal("NOT_FOUND", Code(await stranger.RefusedAsync("createCampaign", "CreateCampaignInput", new { advertiser = "acme", campaign = Desk.Campaign() })));
            Assert.Equal("NOT_FOUND", Code(await stranger.RefusedAsync("updateCampaign", "UpdateCampaignInput", new { campaignId = id, campaign = Desk.Campaign(("name", "Mine")) })));
            Assert.Equal("NOT_FOUND", Code(await stranger.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "IN_REVIEW" })));
            Assert.Equal("NOT_FOUND", Code(await stranger.RefusedAsync("addCreative", "AddCreativeInput", new { campaignId = id, creative = Desk.Creative() })));
            Assert.Equal("NOT_FOUND", Code(await stranger.RefusedAsync("replaceCreative", "ReplaceCreativeInput", new { creativeId, creative = Desk.Creative() })));
            Assert.Equal("NOT_FOUND", Code(await stranger.RefusedAsync("removeCreative", "RemoveCreativeInput", new { creativeId })));
        }
        Assert.Equal("A campaign", (await site.Admin.ReadAsync(id, "name")).GetProperty("name").GetString());
        Assert.Equal("""["acme","rival"]""", JsonSerializer.Serialize((await site.Admin.QueryAsync("{ advertisers { key } }")).GetProperty("advertisers").EnumerateArray().Select(a => a.GetProperty("key").GetString())));
    }

    [Theory, EachEngine]
    public async Task It_is_reviewed_by_somebody_else_and_each_step_is_written_down(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await StartAsync(site);
        var (author, other) = (site.Person("ada", Readers.Roles.Admin), site.Admin);
        var id = await author.DraftAsync();
        Assert.Equal("INVALID_INPUT", Code(await author.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "IN_REVIEW" }))); // nothing to show
        var creativeId = await author.AddCreativeAsync(id);
        Assert.Equal("IN_REVIEW", await author.MoveAsync(id, "IN_REVIEW"));
        Assert.Equal("NOT_ALLOWED", Code(await ApproveAsync(author, 3)));
        Assert.Equal("NOT_ALLOWED", Code(await ApproveAsync(site.Manager("maria", "acme"), 3)));
        Assert.Equal("APPROVED", await other.MoveAsync(id, "APPROVED", "Fine."));

        // Whoever edits it afterwards had a hand in it, and whoever made it has not any more.
        await other.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("headline", "Another")) });
        Assert.Equal("IN_REVIEW", (await other.ReadAsync(id, "state")).GetProperty("state").GetString());
        Assert.Equal("NOT_ALLOWED", Code(await ApproveAsync(other, 5)));
        Assert.Equal("APPROVED", await author.MoveAsync(id, "APPROVED"));
        Assert.Equal("NOT_FOUND", Code(await other.RefusedAsync("replaceCreative", "ReplaceCreativeInput", new { creativeId, creative = Desk.Creative() })));

        var steps = (await other.ReadAsync(id, "steps { action fromState toState note creativeId actor { name } }")).GetProperty("steps").EnumerateArray()
            .Select(s => $"{s.GetProperty("action")} {s.GetProperty("fromState")} {s.GetProperty("toState")} {s.At("actor", "name")} {s.GetProperty("note")}".Trim()).ToList();
        Assert.Equal(
            [
                "MOVE IN_REVIEW APPROVED ada", "REPLACE_CREATIVE APPROVED IN_REVIEW admin", "MOVE IN_REVIEW APPROVED admin Fine.", "MOVE DRAFT IN_REVIEW ada",
                "ADD_CREATIVE DRAFT DRAFT ada", "CREATE  DRAFT ada",
            ], steps);

        Task<JsonElement> ApproveAsync(Person who, int seenStep) => who.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "APPROVED", seenStep });
    }

    [Theory, EachEngine]
    public async Task An_approval_that_was_taken_back_lets_no_author_approve(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        var author = site.Person("ada", Readers.Roles.Admin);
        var id = await author.DraftAsync();
        await author.AddCreativeAsync(id);
        await author.MoveAsync(id, "IN_REVIEW");
        await site.Admin.MoveAsync(id, "APPROVED");
        await site.Admin.MoveAsync(id, "REJECTED", "Misleading.");
        Assert.Contains("an edit makes it a draft", (await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "IN_REVIEW" })).GetProperty("message").GetString());
        await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new { campaignId = id, campaign = Desk.Campaign(("name", "Another")) });
        await maria.MoveAsync(id, "IN_REVIEW");
        Assert.Equal("NOT_ALLOWED", Code(await author.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "APPROVED", seenStep = await author.LastStepAsync(id) })));
        Assert.Equal("APPROVED", await site.Admin.MoveAsync(id, "APPROVED"));
    }

    [Theory, EachEngine]
    public async Task Nothing_is_approved_that_was_not_seen(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        var campaignId = await maria.DraftAsync();
        var creativeId = await maria.AddCreativeAsync(campaignId);
        await maria.MoveAsync(campaignId, "IN_REVIEW");
        var seenStep = await site.Admin.LastStepAsync(campaignId);
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("landingUrl", "https://elsewhere.example/")) });

        var refused = await site.Admin.TryAsync(
            "moveCampaign", "MoveCampaignInput", "errors { ... on Conflict { changedBy { name } comment { id } } }", new { campaignId, to = "APPROVED", seenStep });
        var conflict = Assert.Single(refused.GetProperty("errors").EnumerateArray());
        Assert.Equal(("CONFLICT", "seenStep", "maria", JsonValueKind.Null), (Code(conflict), conflict.GetProperty("path")[0].GetString(), conflict.At("changedBy", "name").GetString(), conflict.GetProperty("comment").ValueKind));
        var missing = await site.Admin.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId, to = "APPROVED" });
        AssertRefused("seenStep", "MISSING", missing);
        Assert.Equal("APPROVED", await site.Admin.MoveAsync(campaignId, "APPROVED"));
    }

    [Theory, EachEngine]
    public async Task One_that_ends_while_it_waits_for_a_review_waits_no_more(string engine)
    {
        var time = new StandingClock(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time, "Placements:PollInterval=00:00:00.1");
        var maria = await StartAsync(site);
        var today = $"{DateOnly.FromDateTime(time.Now.UtcDateTime):O}";
        var id = await maria.DraftAsync(Desk.Campaign(("startsOn", today), ("endsOn", today)));
        await maria.AddCreativeAsync(id);
        await maria.MoveAsync(id, "IN_REVIEW");
        time.Now += TimeSpan.FromDays(1);
        Assert.True(await Wait.UntilAsync(async () => (await maria.ReadAsync(id, "state")).GetProperty("state").GetString() == "DRAFT"));
    }

    [Theory, EachEngine]
    public async Task It_goes_live_on_its_first_day_and_ends_after_its_last(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero)); // the same day there
        await using var site = await Site.StartAsync(engine, time, "Site:TimeZone=Europe/Berlin", "Placements:PollInterval=00:00:00.1");
        var maria = await StartAsync(site);
        const string First = "2026-12-02";
        var id = await site.ApprovedAsync(maria, Desk.Campaign(("startsOn", First), ("endsOn", First)));
        Assert.Equal("APPROVED", await StateAsync());
        time.Now += TimeSpan.FromDays(2);
        Assert.True(await Wait.UntilAsync(async () => await StateAsync() == "LIVE"));
        Assert.Equal("PAUSED", await maria.MoveAsync(id, "PAUSED"));
        Assert.Equal("LIVE", await maria.MoveAsync(id, "LIVE"));
        time.Now += TimeSpan.FromDays(1);
        Assert.True(await Wait.UntilAsync(async () => await StateAsync() == "FINISHED"));
        Assert.Equal("NOT_ALLOWED", Code(await maria.RefusedAsync("updateCampaign", "UpdateCampaignInput", new { campaignId = id, campaign = Desk.Campaign() })));
        var last = (await maria.ReadAsync(id, "steps { fromState toState actor { name } }")).GetProperty("steps")[0];
        Assert.Equal("""{"fromState":"LIVE","toState":"FINISHED","actor":null}""", last.GetRawText());

        async Task<string?> StateAsync() => (await maria.ReadAsync(id, "state")).GetProperty("state").GetString();
    }

    private static readonly string[] States = ["DRAFT", "IN_REVIEW", "APPROVED", "LIVE", "PAUSED", "FINISHED", "REJECTED"];

    /// <summary>Who may make each move: a manager of the advertiser (and an admin), an admin alone, or nobody.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["DRAFT IN_REVIEW"] = "manager", ["IN_REVIEW DRAFT"] = "manager", ["IN_REVIEW APPROVED"] = "admin", ["IN_REVIEW REJECTED"] = "admin",
        ["APPROVED DRAFT"] = "manager", ["APPROVED PAUSED"] = "manager", ["APPROVED FINISHED"] = "manager", ["APPROVED REJECTED"] = "admin",
        ["LIVE PAUSED"] = "manager", ["LIVE FINISHED"] = "manager", ["LIVE REJECTED"] = "admin",
        ["PAUSED LIVE"] = "manager", ["PAUSED FINISHED"] = "manager", ["PAUSED REJECTED"] = "admin",
    };

    /// <summary>Nothing of it is the engine's.</summary>
    [Fact]
    public async Task Each_state_leads_where_it_may_for_those_who_may()
    {
        await using var site = await Site.StartAsync("Sqlite");
        var maria = await StartAsync(site);
        foreach (var from in States)
        {
            var id = await InStateAsync(site, maria, from);
            foreach (var (to, who) in States.SelectMany(to => new[] { maria, site.Admin }.Select(who => (to, who))))
            {
                var allowed = from == to ? "manager" : Allowed.GetValueOrDefault($"{from} {to}");
                var seenStep = await who.LastStepAsync(id);
                var payload = await who.TryAsync("moveCampaign", "MoveCampaignInput", "campaign { state }", new { campaignId = id, to, seenStep });
                var outcome = payload.GetProperty("errors").GetArrayLength() == 0 ? payload.At("campaign", "state").GetString() : Code(payload.GetProperty("errors")[0]);
                var expected = allowed == "manager" || (allowed == "admin" && who == site.Admin) ? to : allowed == "admin" ? "NOT_ALLOWED" : "INVALID_INPUT";
                Assert.Equal((from, to, who.Subject, expected), (from, to, who.Subject, outcome));
                if (outcome == to && from != to)
                    id = await InStateAsync(site, maria, from);
            }
        }
    }

    [Fact]
    public async Task Only_managers_move_campaigns_whatever_their_state()
    {
        await using var site = await Site.StartAsync("Sqlite");
        var maria = await StartAsync(site);
        foreach (var from in States)
        {
            var campaignId = await InStateAsync(site, maria, from);
            foreach (var stranger in (Person[])[site.Alice, site.Mod, site.Publisher, site.Anybody])
            {
                var answer = await stranger.Client.AskAsync("mutation($input: MoveCampaignInput!) { moveCampaign(input: $input) { __typename } }", new { input = new { campaignId, to = "FINISHED" } }, stranger.Token);
                Assert.Equal(stranger.Token is null ? "UNAUTHENTICATED" : "FORBIDDEN", answer.GetProperty("errors")[0].At("extensions", "code").GetString());
            }
            Assert.Equal(from, (await maria.ReadAsync(campaignId, "state")).GetProperty("state").GetString());
        }
    }

    [Theory, EachEngine]
    public async Task The_same_key_makes_one(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        var input = new { advertiser = "acme", campaign = Desk.Campaign(), idempotencyKey = "k1" };
        var first = await maria.DoAsync("createCampaign", "CreateCampaignInput", "campaign { id }", input);
        var again = await maria.DoAsync("createCampaign", "CreateCampaignInput", "campaign { id }", input);
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", Code(await maria.RefusedAsync("createCampaign", "CreateCampaignInput", new { advertiser = "acme", campaign = Desk.Campaign(("name", "Other")), idempotencyKey = "k1" })));
        var campaignId = first.At("campaign", "id").GetString();
        var creative = new { campaignId, creative = Desk.Creative(), idempotencyKey = "k2" };
        await maria.DoAsync("addCreative", "AddCreativeInput", "__typename", creative);
        var twice = await maria.DoAsync("addCreative", "AddCreativeInput", "campaign { creatives { id } }", creative);
        Assert.Single(twice.At("campaign", "creatives").EnumerateArray());
    }

    [Theory, EachEngine]
    public async Task Campaigns_are_paged_newest_first(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await StartAsync(site);
        foreach (var name in (string[])["one", "two", "three"])
            await maria.DraftAsync(Desk.Campaign(("name", name)));
        var page = (await maria.QueryAsync("{ campaigns(first: 2, states: [DRAFT], advertiser: \"acme\") { nodes { name } pageInfo { hasNextPage endCursor } } }")).GetProperty("campaigns");
        Assert.Equal("""{"nodes":[{"name":"three"},{"name":"two"}],"pageInfo":{"hasNextPage":true,"endCursor":""", page.GetRawText()[..^(page.At("pageInfo", "endCursor").GetString()!.Length + 4)]);
        var rest = await maria.QueryAsync("query($after: String) { campaigns(first: 2, after: $after) { nodes { name } } none: campaigns(states: [LIVE]) { nodes { name } } }", new { after = page.At("pageInfo", "endCursor").GetString() });
        Assert.Equal("""{"campaigns":{"nodes":[{"name":"one"}]},"none":{"nodes":[]}}""", rest.GetRawText());
    }

    private static async Task<Person> StartAsync(Site site)
    {
        await site.AdvertiserAsync();
        return site.Manager("maria", "acme");
    }

    private static async Task<string> InStateAsync(Site site, Person maria, string state)
    {
        var id = await maria.DraftAsync(Desk.Campaign(("startsOn", $"{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}")));
        await maria.AddCreativeAsync(id);
        foreach (var step in state switch
        {
            "DRAFT" => (string[])[],
            "IN_REVIEW" => ["IN_REVIEW"],
            "APPROVED" => ["IN_REVIEW", "APPROVED"],
            "PAUSED" => ["IN_REVIEW", "APPROVED", "PAUSED"],
            "LIVE" => ["IN_REVIEW", "APPROVED", "PAUSED", "LIVE"],
            "FINISHED" => ["IN_REVIEW", "APPROVED", "FINISHED"],
            _ => ["IN_REVIEW", "REJECTED"],
        })
            await (step == "PAUSED" ? maria : site.Admin).MoveAsync(id, step);
        return id;
    }

    private static string? Code(JsonElement error) => error.GetProperty("code").GetString();

    private static void AssertJson(string expected, JsonElement actual) => Assert.Equal(JsonSerializer.Serialize(JsonElement.Parse(expected)), JsonSerializer.Serialize(actual));

    private static void AssertRefused(string path, string problem, JsonElement error) => Assert.Equal(
        (path, problem), (string.Join('.', error.GetProperty("path").EnumerateArray().Select(p => p.GetString())), error.GetProperty("problem").GetString()));
}
