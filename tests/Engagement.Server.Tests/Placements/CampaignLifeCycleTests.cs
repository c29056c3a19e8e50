using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>From which state campaigns come into which, and who moves them.</summary>
public sealed class CampaignLifeCycleTests
{
    [Theory, EachEngine]
    public async Task What_an_admin_paused_its_manager_does_not_let_go_on(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await site.ApprovedAsync(maria);
        await site.Admin.MoveAsync(id, "PAUSED");
        Assert.Equal("NOT_ALLOWED", Desk.Code(await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "LIVE" })));
        Assert.Equal("LIVE", await site.Admin.MoveAsync(id, "LIVE"));
        Assert.Equal("PAUSED", await maria.MoveAsync(id, "PAUSED"));
        Assert.Equal("LIVE", await maria.MoveAsync(id, "LIVE"));
        foreach (var who in (Person[])[maria, site.Admin, maria])
            await who.MoveAsync(id, "PAUSED");
        Assert.True((await maria.ReadAsync(id, "isHeld")).GetProperty("isHeld").GetBoolean());
        Assert.Equal("NOT_ALLOWED", Desk.Code(await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "LIVE" })));
    }

    [Theory, EachEngine]
    public async Task One_that_ends_short_says_by_how_much_and_is_not_changed_any_more(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await site.ApprovedAsync(maria);
        Assert.Equal(JsonValueKind.Null, (await maria.ReadAsync(id, "shortfall")).GetProperty("shortfall").ValueKind);
        await maria.MoveAsync(id, "FINISHED");
        var finished = await maria.ReadAsync(id, "shortfall creatives { id }");
        Assert.Equal(1_000, finished.GetProperty("shortfall").GetInt32());
        var creativeId = finished.GetProperty("creatives")[0].GetProperty("id").GetString();
        Assert.Equal("NOT_ALLOWED", Desk.Code(await maria.RefusedAsync("removeCreative", "RemoveCreativeInput", new { creativeId })));
    }

    [Theory, EachEngine]
    public async Task Its_name_and_by_an_admin_its_order_number_are_corrected_without_a_review(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await site.ApprovedAsync(maria);
        var (renamed, corrected) = (("name", (object?)"Another name"), ("price", (object?)new { model = "CPM", amountMinor = 2_500, currency = "EUR", orderNumber = "4712" }));
        var state = await UpdateAsync(maria, renamed);
        Assert.Contains(state, (string[])["APPROVED", "LIVE"]); // its first day is today
        Assert.Contains(await UpdateAsync(site.Admin, renamed, corrected), (string[])["APPROVED", "LIVE"]);
        Assert.Equal("IN_REVIEW", await UpdateAsync(maria, renamed));
        Assert.Equal("APPROVED", await site.Admin.MoveAsync(id, "APPROVED")); // nobody had to look at what the admin corrected
        await maria.MoveAsync(id, "FINISHED");

        Assert.Equal("NOT_ALLOWED", await UpdateAsync(maria));
        Assert.Equal("NOT_ALLOWED", await UpdateAsync(site.Admin, renamed, corrected, ("total", 2_000)));
        Assert.Equal("FINISHED", await UpdateAsync(site.Admin, renamed, corrected));
        var read = await maria.ReadAsync(id, "name total price { orderNumber } steps { action toState changes { field before after } }");
        Assert.Equal(("Another name", 1_000, "4712"), (read.GetProperty("name").GetString(), read.GetProperty("total").GetInt32(), read.At("price", "orderNumber").GetString()));
        Assert.Equal("""{"action":"EDIT","toState":"FINISHED","changes":[{"field":"price.orderNumber","before":"4711","after":"4712"}]}""", read.GetProperty("steps")[0].GetRawText());

        async Task<string?> UpdateAsync(Person who, params (string, object?)[] changes)
        {
            var payload = await who.TryAsync("updateCampaign", "UpdateCampaignInput", "campaign { state }", new { campaignId = id, campaign = Desk.Campaign(changes) });
            return payload.GetProperty("errors").GetArrayLength() == 0 ? payload.At("campaign", "state").GetString() : Desk.Code(payload.GetProperty("errors")[0]);
        }
    }

    [Theory, EachEngine]
    public async Task What_was_paused_when_its_review_began_stays_paused_when_it_is_approved(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await site.ApprovedAsync(maria);
        foreach (var (who, held) in new[] { (maria, false), (site.Admin, true) })
        {
            await who.MoveAsync(id, "PAUSED");
            await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new { campaignId = id, campaign = Desk.Campaign(("total", held ? 2_000 : 3_000)) });
            Assert.Equal($$"""{"state":"IN_REVIEW","isHeld":{{(held ? "true" : "false")}}}""", (await maria.ReadAsync(id, "state isHeld")).GetRawText());
            if (held)
                foreach (var to in (string[])["DRAFT", "IN_REVIEW"])
                    await maria.MoveAsync(id, to);
            Assert.Equal("PAUSED", await site.Admin.MoveAsync(id, "APPROVED"));
            Assert.Equal($$"""{"isHeld":{{(held ? "true" : "false")}}}""", (await maria.ReadAsync(id, "isHeld")).GetRawText());
            if (held)
                Assert.Equal("NOT_ALLOWED", Desk.Code(await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "LIVE" })));
            Assert.Equal("LIVE", await (held ? site.Admin : maria).MoveAsync(id, "LIVE"));
        }
    }

    [Theory, EachEngine]
    public async Task Whoever_lets_it_go_on_before_its_first_day_has_it_wait_for_that(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var id = await site.ApprovedAsync(maria, Desk.Campaign(("startsOn", $"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}")));
        Assert.Equal("PAUSED", await maria.MoveAsync(id, "PAUSED"));
        for (var i = 0; i < 2; i++)
            Assert.Equal("APPROVED", await maria.MoveAsync(id, "LIVE")); // again is no error
    }

    [Theory, EachEngine]
    public async Task It_is_reviewed_by_somebody_else_and_each_step_is_written_down(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ManagerAsync();
        var (author, other) = (site.Person("ada", Readers.Roles.Admin), site.Admin);
        var id = await author.DraftAsync();
        Assert.Equal("INVALID_INPUT", Desk.Code(await author.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "IN_REVIEW" }))); // nothing to show
        var creativeId = await author.AddCreativeAsync(id);
        Assert.Equal("IN_REVIEW", await author.MoveAsync(id, "IN_REVIEW"));
        Assert.Equal("NOT_ALLOWED", Desk.Code(await ApproveAsync(author, 3)));
        Assert.Equal("NOT_ALLOWED", Desk.Code(await ApproveAsync(site.Manager("maria", "acme"), 3)));
        Assert.Equal("APPROVED", await other.MoveAsync(id, "APPROVED", "Fine."));

        // Whoever edits it afterwards had a hand in it, and whoever made it has not any more.
        await other.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("headline", "Another")) });
        Assert.Equal("IN_REVIEW", (await other.ReadAsync(id, "state")).GetProperty("state").GetString());
        Assert.Equal("NOT_ALLOWED", Desk.Code(await ApproveAsync(other, 5)));
        Assert.Equal("APPROVED", await author.MoveAsync(id, "APPROVED"));
        Assert.Equal("NOT_FOUND", Desk.Code(await other.RefusedAsync("replaceCreative", "ReplaceCreativeInput", new { creativeId, creative = Desk.Creative() })));

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
        var maria = await site.ManagerAsync();
        var author = site.Person("ada", Readers.Roles.Admin);
        var id = await author.DraftAsync();
        await author.AddCreativeAsync(id);
        await author.MoveAsync(id, "IN_REVIEW");
        await site.Admin.MoveAsync(id, "APPROVED");
        await site.Admin.MoveAsync(id, "REJECTED", "Misleading.");
        Assert.Contains("an edit makes it a draft", (await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "IN_REVIEW" })).GetProperty("message").GetString());
        await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new { campaignId = id, campaign = Desk.Campaign(("name", "Another")) }); // after a rejection even that
        await maria.MoveAsync(id, "IN_REVIEW");
        Assert.Equal("NOT_ALLOWED", Desk.Code(await author.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "APPROVED", seenStep = await author.LastStepAsync(id) })));
        Assert.Equal("APPROVED", await site.Admin.MoveAsync(id, "APPROVED"));
        await site.Admin.MoveAsync(id, "DRAFT");
        await author.MoveAsync(id, "IN_REVIEW");
        Assert.Equal("NOT_ALLOWED", Desk.Code(await author.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = id, to = "APPROVED", seenStep = await author.LastStepAsync(id) })));
    }

    [Theory, EachEngine]
    public async Task Nothing_is_approved_that_was_not_seen(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var campaignId = await maria.DraftAsync();
        var creativeId = await maria.AddCreativeAsync(campaignId);
        await maria.MoveAsync(campaignId, "IN_REVIEW");
        var seenStep = await site.Admin.LastStepAsync(campaignId);
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("landingUrl", "https://elsewhere.example/")) });

        var refused = await site.Admin.TryAsync(
            "moveCampaign", "MoveCampaignInput", "errors { ... on Conflict { changedBy { name } comment { id } } }", new { campaignId, to = "APPROVED", seenStep });
        var conflict = Assert.Single(refused.GetProperty("errors").EnumerateArray());
        Assert.Equal(("CONFLICT", "seenStep", "maria", JsonValueKind.Null), (Desk.Code(conflict), conflict.GetProperty("path")[0].GetString(), conflict.At("changedBy", "name").GetString(), conflict.GetProperty("comment").ValueKind));
        var missing = await site.Admin.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId, to = "APPROVED" });
        Desk.AssertRefused("seenStep", "MISSING", missing);
        Assert.Equal("APPROVED", await site.Admin.MoveAsync(campaignId, "APPROVED"));
    }

    [Theory, EachEngine]
    public async Task One_that_ends_while_it_waits_for_a_review_waits_no_more(string engine)
    {
        var time = new StandingClock(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time, "Placements:PollInterval=00:00:00.1");
        var maria = await site.ManagerAsync();
        var today = $"{DateOnly.FromDateTime(time.Now.UtcDateTime):O}";
        var id = await maria.DraftAsync(Desk.Campaign(("startsOn", today), ("endsOn", today)));
        await maria.AddCreativeAsync(id);
        await maria.MoveAsync(id, "IN_REVIEW");
        time.Now += TimeSpan.FromDays(1);
        Assert.True(await Wait.UntilAsync(async () => (await maria.ReadAsync(id, "state")).GetProperty("state").GetString() == "DRAFT"));
    }

    [Theory, EachEngine]
    public async Task One_that_ran_does_not_end_by_what_nobody_approved(string engine)
    {
        var time = new StandingClock(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time, "Placements:PollInterval=00:00:00.1");
        var maria = await site.ManagerAsync();
        var article = await site.ArticleAsync();
        string Day(int offset) => $"{DateOnly.FromDateTime(time.Now.UtcDateTime).AddDays(offset):O}";
        var (first, last) = (Day(0), Day(1));
        var ran = await site.ApprovedAsync(maria, Desk.Campaign(("endsOn", last)));
        using var reader = new Browser(site);
        await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token());
        var witness = await site.ApprovedAsync(maria, Desk.Campaign(("endsOn", last)));
        var past = Desk.Campaign(("total", 1), ("startsOn", Day(-20)), ("endsOn", Day(-1)));
        Desk.AssertRefused("campaign.endsOn", "OUT_OF_RANGE", await maria.RefusedAsync("updateCampaign", "UpdateCampaignInput", new { campaignId = ran, campaign = past }));
        await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new { campaignId = ran, campaign = Desk.Campaign(("total", 1), ("startsOn", first), ("endsOn", last)) });
        time.Now += TimeSpan.FromDays(2);
        Assert.True(await Wait.UntilAsync(async () => await StateAsync(witness) == "FINISHED"));
        Assert.Equal("IN_REVIEW", await StateAsync(ran));
        Assert.Equal($"""["Its last day, {last}, has passed: who approves it ends it, 0 short of its goal."]""", (await site.Admin.ReadAsync(ran, "warnings")).GetProperty("warnings").GetRawText());
        await maria.MoveAsync(ran, "DRAFT");
        Assert.True(await Wait.UntilAsync(async () => await StateAsync(ran) == "IN_REVIEW")); // by itself
        Assert.Equal("FINISHED", await site.Admin.MoveAsync(ran, "APPROVED"));
        Assert.Equal(0, (await maria.ReadAsync(ran, "shortfall")).GetProperty("shortfall").GetInt32()); // which somebody else agreed to

        async Task<string?> StateAsync(string id) => (await maria.ReadAsync(id, "state")).GetProperty("state").GetString();
    }

    [Theory, EachEngine]
    public async Task One_that_was_seen_and_is_rejected_says_how_short_it_ended(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var maria = await site.ManagerAsync();
        var article = await site.ArticleAsync();
        var id = await site.ApprovedAsync(maria);
        using var reader = new Browser(site);
        await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token());
        await maria.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new { campaignId = id, campaign = Desk.Campaign(("total", 1)) });
        await site.Admin.MoveAsync(id, "REJECTED"); // that too
        Assert.Equal(999, (await maria.ReadAsync(id, "shortfall")).GetProperty("shortfall").GetInt32());
    }

    [Theory, EachEngine]
    public async Task It_goes_live_on_its_first_day_and_ends_after_its_last(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero)); // the same day there
        await using var site = await Site.StartAsync(engine, time, "Site:TimeZone=Europe/Berlin", "Placements:PollInterval=00:00:00.1");
        var maria = await site.ManagerAsync();
        const string First = "2026-12-02";
        var id = await site.ApprovedAsync(maria, Desk.Campaign(("startsOn", First), ("endsOn", First)));
        Assert.Equal("APPROVED", await StateAsync());
        time.Now += TimeSpan.FromDays(2);
        Assert.True(await Wait.UntilAsync(async () => await StateAsync() == "LIVE"));
        Assert.Equal("PAUSED", await maria.MoveAsync(id, "PAUSED"));
        Assert.Equal("LIVE", await maria.MoveAsync(id, "LIVE"));
        time.Now += TimeSpan.FromDays(1);
        Assert.True(await Wait.UntilAsync(async () => await StateAsync() == "FINISHED"));
        Assert.Equal("NOT_ALLOWED", Desk.Code(await maria.RefusedAsync("updateCampaign", "UpdateCampaignInput", new { campaignId = id, campaign = Desk.Campaign() })));
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
        var maria = await site.ManagerAsync();
        foreach (var from in States)
        {
            var id = await InStateAsync(site, maria, from);
            foreach (var (to, who) in States.SelectMany(to => new[] { maria, site.Admin }.Select(who => (to, who))))
            {
                var allowed = from == to ? "manager" : Allowed.GetValueOrDefault($"{from} {to}");
                var seenStep = await who.LastStepAsync(id);
                var payload = await who.TryAsync("moveCampaign", "MoveCampaignInput", "campaign { state }", new { campaignId = id, to, seenStep });
                var outcome = payload.GetProperty("errors").GetArrayLength() == 0 ? payload.At("campaign", "state").GetString() : Desk.Code(payload.GetProperty("errors")[0]);
                var expected = (from, to) == ("APPROVED", "LIVE") ? from // as it waits for its first day already
                    : allowed == "manager" || (allowed == "admin" && who == site.Admin) ? to : allowed == "admin" ? "NOT_ALLOWED" : "INVALID_INPUT";
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
        var maria = await site.ManagerAsync();
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

    private static async Task<string> InStateAsync(Site site, Person maria, string state)
    {
        var startsOn = state is "LIVE" or "PAUSED" ? DateTime.UtcNow : DateTime.UtcNow.AddDays(1); // what is approved goes live by itself
        var id = await maria.DraftAsync(Desk.Campaign(("startsOn", $"{startsOn:yyyy-MM-dd}")));
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
}
