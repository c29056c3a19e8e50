using System.Net;
using System.Security.Cryptography;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Telemetry;
using Engagement.Server.Tests.Transport;
using Xunit;

namespace Engagement.Server.Tests.Endpoints;

/// <summary>The page of the example, in a real browser. Skipped without node, <c>npm ci</c> and chromium.</summary>
public sealed class ExamplePageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_reader_sees_the_thread_live_writes_answers_and_follows_a_link()
    {
        var browser = FindBrowser();
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync();

        var seen = await NodeScript.RunAsync(
            output, "page.mjs", browser, new Uri(site.Server.Address, "?article=an-article").ToString(), site.Server.Address.ToString(), article, site.Alice.Token!, site.Mod.Token!); // both have one

        Assert.Equal(
            ["Written elsewhere", "Written here", "Shared", "An answer", "<img src=x onerror=alert(1)> x", "Polled", "linked"],
            seen.GetProperty("seen").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal("[]", seen.GetProperty("complaints").GetRawText());
    }

    [Fact]
    public async Task Its_sponsored_lines_are_disclosed_and_count_when_they_were_seen()
    {
        var browser = FindBrowser();
        await using var site = await Site.StartAsync(Engines.Sqlite, settings: ["Database:SampleSite=true", "Placements:FurtherLabels=Sponsored,Promoted"]);

        var seen = await NodeScript.RunAsync(output, "page-sponsored.mjs", browser, site.Server.Address.ToString(), site.Admin.Token!, site.Alice.Token!); // there are

        const string Why = "It is here because this place was booked for it. It was not chosen by who you are.", Rel = "sponsored nofollow noopener";
        Assert.Equal(
            [
                ("Sponsored [Webinar] Behavioural Biometrics: Meeting the deployment challenge Finextra Why this?", Why, Rel, "https://news.example/webinars/behavioural-biometrics"),
                ("Promoted by Finextra [New Impact Study] Catering to a new generation through unified card programmes Finextra Why this?", Why, Rel, "https://news.example/studies/unified-card-programmes"),
            ],
            seen.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("text").GetString()!, l.GetProperty("why").GetString()!, l.GetProperty("rel").GetString()!, l.GetProperty("leadsTo").GetString()!)));
        Assert.Equal(("[2,2]", "[]"), (seen.GetProperty("billed").GetRawText(), seen.GetProperty("complaints").GetRawText()));
        Assert.Equal("""[{"details":"It is no webinar.","isProven":true}]""", seen.GetProperty("reports").GetRawText());
    }

    [Fact]
    public async Task Late_and_lost_answers_failed_events_links_far_down_and_merges_cost_it_nothing()
    {
        var browser = FindBrowser();
        await using var site = await Site.StartAsync(Engines.Sqlite);

        var seen = await NodeScript.RunAsync(
            output, "page-recovers.mjs", browser, site.Server.Address.ToString(), site.Alice.Token!, site.Mod.Token!, site.Publisher.Token!); // all have one

        Assert.Equal(
            [
                "an event that comes while a page is read is applied to it",
                "after a lost answer the same text is one comment and another text is posted",
                "a link leads to a reply far down, the rest is there on demand, and what is gone is said to be",
                "an event that failed comes again",
                "after a merge the page goes on (LIVE)",
                "after a merge the page goes on (POLL)",
            ],
            seen.GetProperty("seen").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public async Task Nothing_but_its_own_script_may_run()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);

        using var answer = await site.Server.Http.GetAsync("", TestContext.Current.CancellationToken);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Matches("^default-src 'none'; connect-src 'self'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+';", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Outside_Development_it_is_not_there()
    {
        using var folder = new TestFolder();
        var keys = folder.File("keys.json");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(keys, JsonWebKeys.Of(key), TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync(
            folder.Path, "environment=Production", "Identity:Audience=a", "Identity:Issuer=https://issuer.example", $"Identity:JwksFile={keys}");
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync("", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string FindBrowser()
    {
        var browser = NodeScript.Find("chromium") ?? NodeScript.Find("chromium-browser") ?? NodeScript.Find("google-chrome");
        Assert.SkipUnless(browser is not null, "chromium is missing.");
        return browser;
    }
}
