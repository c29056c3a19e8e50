using Engagement.Articles;
using Engagement.Server.Tests.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>The codes of short links, through all that becomes of an article.</summary>
public sealed class ShareCodeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_replaced_code_goes_on_leading_to_the_article(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var before = await site.SharedUrlAsync(article);
        var version = await site.VersionAsync(article);
        using var reader = new Browser(site);

        await site.Publisher.DoAsync("replaceShareCode", "ReplaceShareCodeInput", "article { id }", new { articleId = article });
        var after = await site.SharedUrlAsync(article);
        Assert.NotEqual(before, after);
        Assert.True(await site.VersionAsync(article) > version);
        Assert.Equal(await reader.FollowAsync(after), await reader.FollowAsync(before));
        Assert.Equal("""[{"channel":"X","intents":0,"visits":1}]""", await site.SharesAsync(article));
    }

    [Theory, EachEngine]
    public async Task Codes_of_merged_articles_lead_to_the_one_that_stays_and_shares_add_up(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        var (fromLink, intoLink) = (await site.SharedUrlAsync(from), await site.SharedUrlAsync(into));
        using var reader = new Browser(site);
        using var other = new Browser(site, Browser.Safari);
        using var crawler = new Browser(site, "curl/8.5.0");
        await reader.FollowAsync(fromLink);
        await reader.FollowAsync(intoLink);
        await other.FollowAsync(fromLink);
        await crawler.FollowAsync(fromLink);
        await crawler.FollowAsync(intoLink);
        await reader.ShareAsync(from, "EMAIL");

        await site.MergeAsync("from", "into");
        Assert.Equal("https://news.example/into?utm_source=x&utm_medium=social&utm_campaign=share", await reader.FollowAsync(fromLink));
        Assert.Equal("""[{"channel":"X","intents":0,"visits":3},{"channel":"EMAIL","intents":1,"visits":0}]""", await site.SharesAsync(into));
        Assert.Contains("""{"reason":"CRAWLER","count":2}""", await site.ReportAsync("CHANNEL", $"{DateTime.UtcNow.AddDays(-1):yyyy-MM-dd}T00:00:00Z", $"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}T00:00:00Z"));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task An_article_of_an_older_version_gets_a_code_and_is_shared_by_its_url_until_then(string engine)
    {
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Services = services => services.Remove(services.Single(s => s.ImplementationType == typeof(Engagement.Server.Hosting.ArticleFilling))), // this test fills it in itself
        });
        var article = await site.ArticleAsync();
        await using (var db = site.Server.Database.OpenContext())
            await db.Set<Article>().ExecuteUpdateAsync(set => set.SetProperty(a => a.ShareCode, (string?)null), Cancel);
        Assert.Equal("https://news.example/an-article", await site.SharedUrlAsync(article));

        Assert.Equal(1, await site.Server.Services.GetRequiredService<MissingShareCodes>().FillAsync(Cancel));
        Assert.Equal(0, await site.Server.Services.GetRequiredService<MissingShareCodes>().FillAsync(Cancel));
        Assert.Matches($"^{site.Server.Address}s/[0-9A-Za-z]{{9}}x$", await site.SharedUrlAsync(article));
    }

    [Theory, EachEngine]
    public async Task The_address_of_links_is_the_sites_own_and_never_what_a_request_calls_it(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: ["Site:BaseUrl=https://talk.news.example/x/", "Shares:DirectChannels=", "Shares:UtmCampaign="]);
        var article = await site.ArticleAsync();
        using var reader = new Browser(site);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"graphql?query={{article(by:{{id:\"{article}\"}}){{shareLinks(channels:[REDDIT]){{sharedUrl}}}}}}") { Headers = { Host = "evil.example" } };
        using var response = await site.Server.Http.SendAsync(request, Cancel);

        var link = await site.SharedUrlAsync(article);
        Assert.StartsWith("https://talk.news.example/x/s/", link);
        Assert.Contains("https://talk.news.example/x/s/", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("https://news.example/an-article?utm_source=x&utm_medium=social", await reader.FollowAsync(link["https://talk.news.example/x".Length..]));
    }

    [Theory, EachEngine]
    public async Task A_page_is_known_by_the_URL_that_is_shared(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync();
        var url = await site.SharedUrlAsync(await site.IdAsync("an-article"), "HACKER_NEWS");

        Assert.Matches("^https://news.example/an-article\\?share=[0-9A-Za-z]{9}h$", url);
        var found = await site.Anybody.QueryAsync("query($url: URL!) { article(by: {url: $url}) { key } }", new { url });
        Assert.Equal("an-article", found.GetProperty("article").GetProperty("key").GetString());
        Assert.Contains("\"an-article\"", await site.Server.Http.GetStringAsync($"counts?url={Uri.EscapeDataString(url)}", Cancel));
        var error = await site.Publisher.RefusedAsync("registerArticles", "RegisterArticlesInput", new { articles = new[] { new { key = "another", url, title = "x" } } });
        Assert.Equal("TAKEN", error.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task An_empty_address_is_none()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, settings: ["Site:BaseUrl="]);
        Assert.StartsWith($"{site.Server.Address}s/", await site.SharedUrlAsync(await site.ArticleAsync()));
    }

    [Theory]
    [InlineData("news.example")]
    [InlineData("ftp://news.example")]
    [InlineData("https:///s")]
    [InlineData("https://news.example/?x=1")]
    [InlineData("https://news.example/#f")]
    public async Task Links_that_could_not_lead_here_keep_the_server_from_starting(string address) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => Site.StartAsync(Engines.Sqlite, settings: [$"Site:BaseUrl={address}"]));

    [Fact]
    public async Task All_links_are_exported_and_lead_where_the_service_leads()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var (article, _) = (await site.ArticleAsync(), await site.ArticleAsync("hidden", "UNPUBLISHED"));
        await site.ArticleAsync("gone");
        var before = await site.SharedUrlAsync(article);
        await site.Publisher.DoAsync("replaceShareCode", "ReplaceShareCodeInput", "__typename", new { articleId = article });
        await site.MergeAsync("gone", "an-article");

        var lines = new List<(string Code, string Url)>();
        await foreach (var line in site.Server.Services.GetRequiredService<ShareExport>().ReadAsync(Cancel))
            lines.Add(line);
        Assert.Equal(3 * 13, lines.Count);
        Assert.Contains(lines, l => before.EndsWith($"/s/{l.Code}", StringComparison.Ordinal));
        using var reader = new Browser(site);
        foreach (var (code, url) in lines)
            Assert.Equal(url, await reader.FollowAsync($"/s/{code}"));
    }

    [Fact]
    public async Task The_command_prints_them()
    {
        using var folder = new TestFolder();
        var article = Path.Combine(folder.Path, "articles.jsonl");
        await File.WriteAllTextAsync(article, """{"key": "a", "url": "https://news.example/a?x=1,2", "title": "A"}""", Cancel);
        await Shell.RunAsync(folder, "database", "migrate");
        Assert.Equal(0, (await Shell.RunAsync(folder, "articles", "import", article)).ExitCode);
        var (code, output, error) = await Shell.RunAsync(folder, "shares", "export");

        Assert.Equal((0, ""), (code, error));
        var lines = output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("code,url", lines[0]);
        Assert.Equal(13, lines.Length - 1);
        Assert.All(lines[1..], line => Assert.Matches("^[0-9A-Za-z]{10},\"https://news.example/a[?]x=1,2&utm_source=[a-z_]+&utm_medium=social&utm_campaign=share\"$", line));
    }
}
