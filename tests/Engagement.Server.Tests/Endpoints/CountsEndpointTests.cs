using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Contract;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Endpoints;

public sealed class CountsEndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task They_are_found_by_every_name_as_it_was_asked(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (a, b) = (await site.ArticleAsync("a/1 ü"), await site.ArticleAsync("b"));
        await site.Alice.PostAsync(a, "One");
        await site.Bob.PostAsync(a, "Two");
        await Browser.ShareAsync(site.Bob, a, "EMAIL");
        var last = await site.Bob.QueryAsync("query($id: ID!) { article(by: {id: $id}) { version engagement { lastCommentAt } } }", new { id = a });
        await site.Bob.DoAsync("reactToArticle", "ReactToArticleInput", "__typename", new { articleId = b, kind = "AGREE" });
        var url = "http://www.NEWS.example/b/?utm_source=x#top";

        var counts = await CountsAsync(site, ("key", "a/1 ü"), ("url", url), ("id", a), ("id", b), ("key", "b"), ("key", "b"), ("key", "nowhere"), ("url", "https://news.example/nowhere"));

        var ofA = counts.GetProperty("key").GetProperty("a/1 ü");
        Assert.Equal(
            $$"""{"id":"{{a}}","key":"a/1 \u00FC","url":"https://news.example/a/1%20%C3%BC","comments":2,"participants":2,"reactions":{"LIKE":0,"INSIGHTFUL":0,"AGREE":0,"DISAGREE":0},"shares":{"EMAIL":{"intents":1,"visits":0} },"lastCommentAt":{{last.GetProperty("article").GetProperty("engagement").GetProperty("lastCommentAt").GetRawText()}},"version":{{last.GetProperty("article").GetProperty("version").GetRawText()}}}""".Replace("0} }", "0}}"),
            ofA.GetRawText());
        Assert.Equal(ofA.GetRawText(), counts.GetProperty("id").GetProperty(a).GetRawText());
        var ofB = counts.GetProperty("url").GetProperty(url);
        Assert.Equal((0, 1, JsonValueKind.Null), (ofB.GetProperty("comments").GetInt32(), ofB.GetProperty("reactions").GetProperty("AGREE").GetInt32(), ofB.GetProperty("lastCommentAt").ValueKind));
        Assert.Equal(ofB.GetRawText(), counts.GetProperty("key").GetProperty("b").GetRawText());
        Assert.Equal(ofB.GetRawText(), counts.GetProperty("id").GetProperty(b).GetRawText());
        Assert.Equal(JsonValueKind.Null, counts.GetProperty("key").GetProperty("nowhere").ValueKind);
        Assert.Equal(JsonValueKind.Null, counts.GetProperty("url").GetProperty("https://news.example/nowhere").ValueKind);
    }

    [Theory, EachEngine]
    public async Task Nothing_is_written_and_an_unpublished_article_is_as_good_as_unknown_even_to_its_publisher(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var hidden = await site.ArticleAsync("hidden", "UNPUBLISHED");
        using var response = await site.Server.GetAsync(
            $"counts?key=hidden&key=nowhere&id={hidden}", headers: h => h.Authorization = new AuthenticationHeaderValue("Bearer", site.Publisher.Token));

        Assert.Equal($$"""{"key":{"hidden":null,"nowhere":null},"id":{"{{hidden}}":null} }""".Replace(" ", ""), await response.Content.ReadAsStringAsync(Cancel));
        await using var db = site.Server.Database.OpenContext();
        Assert.Equal("hidden", (await db.Set<Article>().SingleAsync(Cancel)).Key);
    }

    [Theory, EachEngine]
    public async Task A_merged_article_is_found_by_its_former_names(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        await site.Alice.PostAsync(from, "Here");
        await site.MergeAsync("from", "into");

        var counts = await CountsAsync(site, ("key", "from"), ("key", "into"), ("id", into), ("id", from), ("url", "https://news.example/from"), ("url", "https://news.example/into"));

        var all = counts.EnumerateObject().SelectMany(group => group.Value.EnumerateObject()).Select(c => c.Value.GetRawText()).ToList();
        Assert.Equal(6, all.Count);
        Assert.Contains("\"comments\":1", Assert.Single(all.Distinct()), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_hundred_cost_three_statements(string engine)
    {
        var statements = new StatementCounter();
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Settings = ["Live:PollInterval=00:01:00", "Live:StampInterval=00:01:00", "Moderation:ClosingInterval=00:10:00", "Placements:PollInterval=00:10:00"],
            Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(statements)),
        });
        foreach (var i in Enumerable.Range(0, 3))
            await site.ArticleAsync($"a{i}");
        (string, string)[] asked = [.. Enumerable.Range(0, 50).Select(i => ("key", $"a{i}")), .. Enumerable.Range(0, 50).Select(i => ("url", $"https://news.example/a{i}"))];
        await CountsAsync(site, asked);
        statements.Take();

        var counts = await CountsAsync(site, asked);

        Assert.Equal(3, statements.Take().Count);
        Assert.Equal(6, counts.EnumerateObject().Sum(group => group.Value.EnumerateObject().Count(c => c.Value.ValueKind != JsonValueKind.Null)));
    }

    [Theory, EachEngine]
    public async Task Who_has_them_is_not_sent_them_again_until_they_change(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync("a");
        using var first = await site.Server.GetAsync("counts?key=a");
        Assert.Equal("public, max-age=0, s-maxage=1", $"{first.Headers.CacheControl}");
        Assert.Equal(["*"], first.Headers.GetValues("Access-Control-Allow-Origin"));
        var tag = Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag);

        using var same = await site.Server.GetAsync("counts?key=a", headers: h => h.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var head = await site.Server.GetAsync("counts?key=a", HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, tag, first.Content.Headers.ContentLength), (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        await site.Alice.PostAsync(article, "New");
        using var changed = await site.Server.GetAsync("counts?key=a", headers: h => h.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task A_long_answer_is_compressed_for_who_takes_that()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var path = $"counts?{string.Join('&', Enumerable.Range(0, 100).Select(i => $"key=a-key-of-some-length-{i}"))}";
        using var plain = await site.Server.GetAsync(path);
        using var coded = await site.Server.GetAsync(path, headers: h => h.AcceptEncoding.ParseAdd("br"));

        Assert.Equal(["br"], coded.Content.Headers.ContentEncoding);
        await using var decoded = new BrotliStream(await coded.Content.ReadAsStreamAsync(Cancel), CompressionMode.Decompress);
        using var reader = new StreamReader(decoded);
        Assert.Equal(await plain.Content.ReadAsStringAsync(Cancel), await reader.ReadToEndAsync(Cancel));
    }

    [Theory]
    [InlineData("", "`key`, `url` and `id`", "key,url,id")]
    [InlineData("?keys=a", "`key`, `url` and `id`", "key,url,id")]
    [InlineData("?key=", "`key` is 1–200", "key")]
    [InlineData("?key=a&key=%00", "`key` is 1–200", "key")]
    [InlineData("?key=a&url=news.example", "`url` is an absolute", "url")]
    [InlineData("?id=cmt_1", "`id` is the id of an article", "id")]
    [InlineData("?101", "not 101 times", "key,url,id")]
    public async Task A_bad_question_is_told_what_is_wrong(string query, string says, string parameters)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var response = await site.Server.GetAsync(
            "counts" + (query == "?101" ? $"?{string.Join('&', Enumerable.Range(0, 101).Select(i => i % 2 == 0 ? $"key=a{i}" : $"url=https://news.example/{i}"))}" : query));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((parameters, 100), (string.Join(',', problem.GetProperty("parameters").EnumerateArray()), problem.GetProperty("limit").GetInt32()));
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin")); // or a page could not read why
    }

    [Fact]
    public async Task They_count_as_queries_of_an_address()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, settings: "RateLimits:QueriesPerAddress=1");
        using var first = await site.Server.GetAsync("counts?key=a");
        using var second = await site.Server.GetAsync("counts?key=a");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.NotNull(second.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_page_of_any_origin_may_ask()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var preflight = await site.Server.GetAsync("counts?key=a", HttpMethod.Options, h =>
        {
            h.Add("Origin", "https://anywhere.example");
            h.Add("Access-Control-Request-Method", "GET");
            h.Add("Access-Control-Request-Headers", "if-none-match");
        });

        Assert.Equal(["*"], preflight.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["if-none-match"], preflight.Headers.GetValues("Access-Control-Allow-Headers"));
    }

    private static async Task<JsonElement> CountsAsync(Site site, params (string Name, string Value)[] asked)
    {
        using var response = await site.Server.GetAsync($"counts?{string.Join('&', asked.Select(a => $"{a.Name}={Uri.EscapeDataString(a.Value)}"))}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
