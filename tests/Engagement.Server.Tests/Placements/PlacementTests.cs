using System.Diagnostics;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>What readers see: chosen for the page, never without its label, for this page alone.</summary>
public sealed class PlacementTests
{
    private static readonly string[] Inline = ["INLINE_TEXT"];

    [Theory, EachEngine]
    public async Task A_placement_says_what_it_is_on_whose_behalf_and_why_it_is_here(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: ["Site:BaseUrl=https://talk.news.example/", "Placements:FurtherLabels=Sponsored,Promoted", "Placements:ImageHosts=img.news.example"]);
        await site.RegisterAsync(Press.Article("a", channels: ["payments"]), Press.Article("b", channels: ["crypto"]));
        var maria = await StartAsync(site);
        await site.ApprovedAsync(
            maria,
            Desk.Campaign(("targets", new { channels = new { any = new[] { "payments", "crypto" } } })),
            Desk.Creative(("text", "Meeting the challenge."), ("callToAction", "Join"), ("paidBy", "Acme Labs"), ("label", "Promoted"), ("image", new { url = "https://img.news.example/7.png", width = 640, height = 360, alt = "A fingerprint" })));
        await site.Server.ServeAsync();

        var placed = Assert.Single((await site.Anybody.PlacementsAsync(await site.IdAsync("a"), Page.All, "INLINE_TEXT", "RELATED_NEWS", "NOWHERE", "INLINE_TEXT")).EnumerateArray());
        Assert.StartsWith("plc_", placed.GetProperty("id").GetString());
        Assert.Equal($"https://talk.news.example/p/{placed.Token()}", placed.GetProperty("clickUrl").GetString());
        Assert.Equal(106, placed.Token().Length);
        Assert.Equal(
            """INLINE_TEXT 0 WEBINAR [Webinar] Behavioural Biometrics Meeting the challenge. Join acme.example {"url":"https://img.news.example/7.png","width":640,"height":360,"alt":"A fingerprint"}""",
            string.Join(' ', new[] { "slot", "position", "kind", "headline", "text", "callToAction", "displayHost", "image" }.Select(f => placed.GetProperty(f).ToString())));
        Assert.Equal(
            """{"label":"Promoted by Acme","sponsor":"Acme","paidBy":"Acme Labs","why":"It is here because this article is about payments. It was not chosen by who you are."}""",
            placed.GetProperty("disclosure").GetRawText());
        Assert.Contains("about crypto", (await site.Anybody.PlacementsAsync(await site.IdAsync("b"), "disclosure { why }", Inline)).GetRawText());
    }

    [Theory, EachEngine]
    public async Task It_is_given_only_with_what_says_that_it_is_paid(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        foreach (var (selection, isAnswered) in new[]
        {
            ("headline clickUrl", false), ("headline disclosure { why }", false), ("headline disclosure { label }", false), ("headline disclosure { label: why sponsor }", false),
            ("headline disclosure { label @skip(if: true) sponsor }", false), ("headline ... @include(if: false) { disclosure { label sponsor } }", false),
            ("headline disclosure { label sponsor }", true), ("headline disclosure { label } disclosure { by: sponsor }", true), ("...Paid", true), ("... on Placement { disclosure { ...Words } }", true),
        })
        {
            var fragments = (selection.Contains("...Paid") ? "fragment Paid on Placement { id disclosure { ...Words } } " : "") + (selection.Contains("...") && !selection.Contains("@include") ? "fragment Words on Disclosure { label sponsor }" : "");
            var answer = await site.Anybody.Client.AskAsync($"{{ article(by: {{id: \"{article}\"}}) {{ placements(slots: [\"INLINE_TEXT\"]) {{ {selection} }} }} }} {fragments}");
            var code = answer.TryGetProperty("errors", out var errors) ? errors[0].At("extensions", "code").GetString() : null;
            Assert.Equal((selection, isAnswered ? null : "PLACEMENTS_UNDISCLOSED"), (selection, code));
        }
    }

    [Theory, EachEngine]
    public async Task A_page_goes_on_without_them_if_they_take_too_long(string engine)
    {
        Assert.SkipUnless(engine == Engines.PostgreSql, "Elsewhere nobody who reads waits for a table.");
        await using var site = await Site.StartAsync(engine, settings: ["Placements:DecisionTimeout=00:00:00.2"]);
        var article = await site.ArticleAsync();
        await using var db = site.Server.Database.OpenContext();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync("LOCK TABLE \"ArticleTerms\" IN ACCESS EXCLUSIVE MODE", TestContext.Current.CancellationToken);
        var withChannels = AskAsync("channels { name }"); // which wait for the same table
        for (var i = 0; i < 2; i++)
            Assert.Equal($$"""{"placements":null,"id":"{{article}}"}""", (await AskAsync("")).GetProperty("article").GetRawText());
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal($$"""{"placements":null,"id":"{{article}}","channels":[]}""", (await withChannels).GetProperty("article").GetRawText());

        Task<System.Text.Json.JsonElement> AskAsync(string more) =>
            site.Anybody.QueryAsync($"{{ article(by: {{id: \"{article}\"}}) {{ placements(slots: [\"INLINE_TEXT\"]) {{ {Page.Disclosed} }} id {more} }} }}");
    }

    [Theory, EachEngine]
    public async Task The_label_is_in_the_language_of_the_page(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: ["Placements:Country=AT"]);
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new
        {
            articles = new[] { new { key = "de", url = "https://news.example/de", title = "A", language = "de-AT" }, new { key = "fr", url = "https://news.example/fr", title = "A", language = "fr" } },
        });
        await site.ApprovedAsync(await StartAsync(site), creative: Desk.Creative(("label", "Werbung")));
        await site.Server.ServeAsync();
        Assert.Equal(("Werbung", "Publicité"), (await LabelAsync("de"), await LabelAsync("fr")));

        async Task<string?> LabelAsync(string key) => (await site.Anybody.PlacementsAsync(await site.IdAsync(key), "id", Inline))[0].At("disclosure", "label").GetString();
    }

    [Theory, EachEngine]
    public async Task Only_what_fits_the_page_is_placed(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new
        {
            articles = new object[]
            {
                new { key = "page", url = "https://news.example/page", title = "P", language = "en-GB", channels = new[] { "payments", "crypto" }, keywords = new[] { "legal" }, companies = new[] { new { name = "Sber" } } },
                new { key = "sensitive", url = "https://news.example/sensitive", title = "S", channels = new[] { "payments" }, sensitive = true },
                new { key = "closed", url = "https://news.example/closed", title = "C", channels = new[] { "payments" } },
                new { key = "reported", url = "https://news.example/reported", title = "R", channels = new[] { "payments" } },
            },
        });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = await site.IdAsync("closed"), state = "CLOSED" });
        var comment = await site.Alice.PostAsync(await site.IdAsync("reported"), "x");
        await site.Bob.DoAsync("reportComment", "ReportCommentInput", "__typename", new { commentId = comment, reason = "SPAM" });
        var maria = await StartAsync(site);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        foreach (var (change, page, isPlaced) in new ((string, object?), string, bool)[]
        {
            (("name", "Everything"), "page", true), (("startsOn", $"{today.AddDays(1):O}"), "page", false), (("slots", new[] { "RELATED_NEWS" }), "page", false), (("slots", new[] { "INLINE_TEXT", "RELATED_NEWS" }), "page", true),
            (Targets(new { channels = new { any = new[] { "crypto" } } }), "page", true), (Targets(new { channels = new { all = new[] { "crypto", "payments" } } }), "page", true), (Targets(new { channels = new { all = new[] { "crypto", "payments" } } }), "closed", false),
            (Targets(new { channels = new { none = new[] { "crypto" } } }), "page", false), (Targets(new { keywords = new { any = new[] { "Legal" } } }), "page", true), (Targets(new { companies = new { any = new[] { "Sber" } } }), "page", true),
            (Targets(new { languages = new { any = new[] { "en" } } }), "page", true), (Targets(new { languages = new { any = new[] { "en-us" } } }), "page", false), (Targets(new { languages = new { any = new[] { "en" } } }), "closed", false),
            (Safety(new { keywords = new[] { "LEGAL" } }), "page", false), (Safety(new { companies = new[] { "Sber" } }), "page", false), (Safety(new { channels = new[] { "crypto" } }), "page", false), (Safety(new { channels = new[] { "crypto" } }), "closed", true),
            (Safety(new { closedThreads = true }), "closed", false), (Safety(new { closedThreads = true }), "page", true), (Safety(new { reportedThreads = true }), "reported", false), (Safety(new { }), "reported", true),
            (Safety(new { }), "sensitive", false), (Safety(new { sensitive = false }), "sensitive", true),
        })
        {
            var id = await site.ApprovedAsync(maria, Desk.Campaign(change));
            await site.Server.ServeAsync();
            var placed = await site.Anybody.PlacementsAsync(await site.IdAsync(page), "slot", Inline);
            Assert.Equal((JsonSerializer.Serialize(change.Item2), page, isPlaced ? 1 : 0), (JsonSerializer.Serialize(change.Item2), page, placed.GetArrayLength()));
            await maria.MoveAsync(id, "FINISHED");
        }
    }

    [Theory, EachEngine]
    public async Task A_format_that_no_creative_fits_is_not_submitted_and_two_of_one_category_do_not_meet(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var maria = await StartAsync(site);
        var card = await maria.DraftAsync(Desk.Campaign(("slots", new[] { "BELOW_ARTICLE" })));
        await maria.AddCreativeAsync(card);
        Assert.Contains("CARD", (await maria.RefusedAsync("moveCampaign", "MoveCampaignInput", new { campaignId = card, to = "IN_REVIEW" })).GetProperty("message").GetString());

        foreach (var slot in (string[])["INLINE_TEXT", "RELATED_NEWS"])
            await site.ApprovedAsync(maria, Desk.Campaign(("slots", new[] { slot }), ("category", "cars")));
        await site.Server.ServeAsync();
        Assert.Equal(1, (await site.Anybody.PlacementsAsync(article, "slot", "INLINE_TEXT", "RELATED_NEWS")).GetArrayLength());
    }

    [Theory, EachEngine]
    public async Task A_roadblock_has_all_its_slots_of_a_page_or_none(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var maria = await StartAsync(site);
        await site.ApprovedAsync(maria, Desk.Campaign(("slots", new[] { "INLINE_TEXT", "RELATED_NEWS" }), ("roadblock", true)));
        await site.Server.ServeAsync();
        var both = await site.Anybody.PlacementsAsync(article, "slot", "RELATED_NEWS", "INLINE_TEXT");
        Assert.Equal(["RELATED_NEWS", "INLINE_TEXT"], both.EnumerateArray().Select(p => p.GetProperty("slot").GetString()));
        Assert.Equal(0, (await site.Anybody.PlacementsAsync(article, "slot", "INLINE_TEXT")).GetArrayLength());

        await site.ApprovedAsync(maria, Desk.Campaign(("slots", new[] { "RELATED_NEWS" })), Desk.Creative(("headline", "Another")));
        await site.ApprovedAsync(maria, Desk.Campaign(("slots", new[] { "INLINE_TEXT" }), ("tier", "HOUSE")), Desk.Creative(("headline", "Our own")));
        await site.Server.ServeAsync();
        var seen = new HashSet<string>();
        for (var i = 0; i < 30; i++)
            seen.Add(string.Join(", ", (await site.Anybody.PlacementsAsync(article, "headline", "RELATED_NEWS", "INLINE_TEXT")).EnumerateArray().Select(p => p.GetProperty("headline").GetString())));
        Assert.Equal(["Another, Our own", "[Webinar] Behavioural Biometrics, [Webinar] Behavioural Biometrics"], seen.Order(StringComparer.Ordinal));
    }

    [Theory, EachEngine]
    public async Task It_is_asked_for_once_on_a_querys_own_article(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var id = await site.ArticleAsync();
        const string Placements = $"placements(slots: [\"INLINE_TEXT\"]) {{ token {Page.Disclosed} }}";
        foreach (var document in (string[])
        [
            $"{{ articles(by: [{{id: \"{id}\"}}]) {{ {Placements} }} }}", $"{{ node(id: \"{id}\") {{ ... on Article {{ {Placements} }} }} }}", $"{{ nodes(ids: [\"{id}\"]) {{ ... on Article {{ {Placements} }} }} }}",
            $"{{ article(by: {{id: \"{id}\"}}) {{ a: {Placements} b: {Placements} }} }}", $"{{ a: article(by: {{id: \"{id}\"}}) {{ {Placements} }} b: article(by: {{id: \"{id}\"}}) {{ {Placements} }} }}",
        ])
            Assert.Equal((document, "PLACEMENTS_MISPLACED"), (document, (await site.Anybody.Client.AskAsync(document)).GetProperty("errors")[0].At("extensions", "code").GetString()));
        var answer = await site.Anybody.Client.AskAsync($"{{ article(by: {{id: \"{id}\"}}) {{ placements(slots: [{string.Concat(Enumerable.Repeat("\"A\" ", 11))}]) {{ {Page.Disclosed} }} }} }}");
        Assert.Equal("TOO_MANY", answer.GetProperty("errors")[0].At("extensions", "code").GetString());
        Assert.Equal("[]", (await site.Anybody.PlacementsAsync(id, "token", "NOWHERE")).GetRawText());
    }

    [Theory, EachEngine]
    public async Task A_pause_and_an_edit_hold_on_every_replica(string engine)
    {
        Assert.SkipWhen(engine == Engines.Sqlite, "A SQLite file has one server.");
        await using var site = await Site.StartAsync(engine, settings: "Placements:PollInterval=00:00:00.5");
        await using var replica = await site.Server.StartReplicaAsync();
        var article = await site.ArticleAsync();
        var maria = await StartAsync(site);
        var there = new Person(replica.Client, "there", null);
        var id = await site.ApprovedAsync(maria);
        await there.PlacedAsync(article);
        await maria.MoveAsync(id, "PAUSED");
        var (paused, served) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        Assert.True(await Wait.UntilAsync(async () =>
        {
            var asked = Stopwatch.GetElapsedTime(paused);
            var isServed = (await there.PlacementsAsync(article, "token", Inline)).GetArrayLength() > 0;
            served = isServed ? asked : served;
            return !isServed;
        }));
        Assert.InRange(served, TimeSpan.Zero, TimeSpan.FromSeconds(2)); // nobody who asks later gets it
        await maria.MoveAsync(id, "LIVE");
        await there.PlacedAsync(article);
        var creativeId = (await maria.ReadAsync(id, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        await maria.DoAsync("replaceCreative", "ReplaceCreativeInput", "__typename", new { creativeId, creative = Desk.Creative(("headline", "Another")) });
        Assert.True(await Wait.UntilAsync(async () => (await there.PlacementsAsync(article, "token", Inline)).GetArrayLength() == 0));
        await site.Admin.MoveAsync(id, "APPROVED");
        Assert.Equal("Another", (await there.PlacedAsync(article)).GetProperty("headline").GetString());
        await site.AdvertiserAsync("acme", "Acme Inc.");
        Assert.True(await Wait.UntilAsync(async () => (await there.PlacedAsync(article)).At("disclosure", "sponsor").GetString() == "Acme Inc."));
    }

    [Theory, EachEngine]
    public async Task A_token_is_never_given_twice(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        await site.ApprovedAsync(await StartAsync(site));
        await site.Server.ServeAsync();
        using var browser = new Browser(site);
        var tokens = new HashSet<string>();
        var document = Uri.EscapeDataString($$"""{ article(by: {id: "{{article}}"}) { title placements(slots: ["INLINE_TEXT"]) { token {{Page.Disclosed}} } } }""");
        for (var i = 0; i < 5; i++)
        {
            using var response = await browser.OpenAsync($"graphql?query={document}");
            Assert.True(response.Headers.CacheControl?.NoStore);
            Assert.Null(response.Headers.ETag);
            var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.True(tokens.Add(answer.At("data", "article", "placements")[0].Token()));
        }
    }

    private static (string, object?) Targets(object targets) => ("targets", targets);

    private static (string, object?) Safety(object safety) => ("safety", safety);

    private static async Task<Person> StartAsync(Site site)
    {
        await site.AdvertiserAsync();
        return site.Manager("maria", "acme");
    }
}
