using Engagement.Articles;
using Engagement.Data;
using Engagement.Server.Hosting;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Articles;

/// <summary>What names an article: its id, its key, and every URL that it has or had.</summary>
public sealed class ArticleLookUpTests
{
    [Theory, EachEngine]
    public async Task An_article_is_found_at_every_spelling_of_its_URL(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var id = await site.ArticleAsync("a");
        foreach (var url in (string[])["http://www.news.example/a/", "HTTPS://NEWS.EXAMPLE:443//a/index.html?utm_source=x&fbclid=y#c", "https://news.example/%61"])
            Assert.Equal(id, await IdAtAsync(site, url));
        Assert.Null(await IdAtAsync(site, "https://news.example/a?page=2"));
    }

    [Theory, EachEngine]
    public async Task A_former_URL_goes_on_naming_the_article_until_another_stands_there(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var id = await RegisterAsync(site, "a", "https://news.example/first");
        await RegisterAsync(site, "a", "https://news.example/second");
        await RegisterAsync(site, "a", "https://news.example/third");
        foreach (var page in (string[])["first", "second", "third"])
            Assert.Equal(id, await IdAtAsync(site, $"https://news.example/{page}?utm_source=x"));

        var other = await RegisterAsync(site, "b", "http://www.news.example/second/");

        Assert.Equal(other, await IdAtAsync(site, "https://news.example/second"));
        Assert.Equal(id, await IdAtAsync(site, "https://news.example/first"));
        await RegisterAsync(site, "a", "https://news.example/first");
        Assert.Equal(id, await IdAtAsync(site, "https://news.example/third"));
    }

    [Theory, EachEngine]
    public async Task Another_spelling_of_an_URL_is_taken(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync("a");
        var error = await site.Publisher.RefusedAsync("registerArticles", "RegisterArticlesInput", Articles("b", "http://www.news.example/a/?utm_medium=mail"));
        Assert.Equal(("TAKEN", "url"), (error.GetProperty("problem").GetString(), error.GetProperty("path")[2].GetString()));
    }

    [Theory, EachEngine]
    public async Task Articles_that_a_version_before_addresses_registered_are_found_at_once_and_at_every_spelling_later(string engine)
    {
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Services = services => services.Remove(services.Single(s => s.ImplementationType == typeof(ArticleFilling))), // this test fills them itself
        });
        var id = await site.ArticleAsync("old");
        var contexts = site.Server.Services.GetRequiredService<IDbContextFactory<EngagementDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
            await db.Set<ArticleAddress>().ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(id, await IdAtAsync(site, "https://news.example/old"));
        Assert.Null(await IdAtAsync(site, "https://news.example/old/"));

        var missing = site.Server.Services.GetRequiredService<MissingAddresses>();
        Assert.Equal(1, await missing.FillAsync(TestContext.Current.CancellationToken));

        Assert.Equal(id, await IdAtAsync(site, "https://news.example/old/"));
        Assert.Equal(0, await missing.FillAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> RegisterAsync(Site site, string key, string url) =>
        (await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "articles { id }", Articles(key, url)))
            .GetProperty("articles")[0].GetProperty("id").GetString()!; // it has no errors

    private static object Articles(string key, string url) => new { articles = new[] { new { key, url, title = key } } };

    private static async Task<string?> IdAtAsync(Site site, string url)
    {
        var article = (await site.Anybody.QueryAsync("query($url: URL!) { article(by: {url: $url}) { id } }", new { url })).GetProperty("article");
        return article.ValueKind == System.Text.Json.JsonValueKind.Null ? null : article.GetProperty("id").GetString();
    }
}
