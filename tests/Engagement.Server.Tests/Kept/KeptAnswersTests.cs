using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Engagement.Data;
using Engagement.Live;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Contract;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Kept;

/// <summary>What is kept of answers over HTTP, for how long, and what never is.</summary>
public sealed class KeptAnswersTests
{
    private const string Key = "an-article", Page = """{ article(by: {key: "an-article"}) { title comments { totalCount nodes { body } } } }""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_public_answer_carries_a_tag_and_is_not_sent_to_who_has_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync(Key);

        using var first = await GetAsync(site, Page);
        Assert.Equal("public, max-age=0, s-maxage=1", $"{first.Headers.CacheControl}");
        Assert.Equal(["Accept", "Accept-Encoding", "Origin"], first.Headers.Vary);
        var tag = Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag);
        Assert.True(tag.IsWeak);

        using var again = await GetAsync(site, Page, tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("""{ channel(name: "none") { name } }""")]
    [InlineData("""{ keyword(name: "none") { name } }""")]
    [InlineData("""{ company(name: "none") { name } }""")]
    [InlineData("""{ trending(by: ALL, channel: "none") { rank } }""")]
    public async Task What_finds_nothing_is_looked_for_again(string query)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var answer = await GetAsync(site, query);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore, $"{answer.Headers.CacheControl}");
    }

    [Theory, EachEngine]
    public async Task Who_has_an_older_answer_is_sent_the_new_one(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync(Key);
        using var before = await GetAsync(site, Page);
        await site.Alice.PostAsync(article, "New");

        using var after = await GetAsync(site, Page, before.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.Contains("New", await after.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task It_is_made_once_until_the_article_changes(string engine)
    {
        var counter = new StatementCounter();
        await using var site = await StartAsync(engine, [counter]);
        var article = await site.ArticleAsync(Key);
        await PostAsync(site, Page);
        counter.Take();

        await PostAsync(site, Page);
        Assert.Empty(Reads(counter));
        await PostAsync(site, Page, site.Alice.Token);
        Assert.Empty(Reads(counter));
        await site.Alice.PostAsync(article, "New");
        counter.Take();
        Assert.Contains("New", await PostAsync(site, Page), StringComparison.Ordinal);
        Assert.NotEmpty(Reads(counter));
    }

    [Theory, EachEngine]
    public async Task Many_who_ask_a_cold_page_at_once_have_it_made_once(string engine)
    {
        const int Many = 40;
        var (counter, hold) = (new StatementCounter(), new HeldReads("FROM \"Comments\""));
        await using var site = await StartAsync(engine, [hold, counter], new FakeTimeProvider(DateTimeOffset.UtcNow));
        await site.ArticleAsync(Key);
        using var operations = new Counters(site.Server.Services);

        var all = Enumerable.Range(0, Many).Select(_ => PostAsync(site, Page)).ToList();
        await hold.Held.WaitAsync(Cancel);
        counter.Take();
        hold.Release();
        Assert.Single((await Task.WhenAll(all)).Distinct());
        Assert.Single(counter.Take(), s => s.Contains("FROM \"Comments\"", StringComparison.Ordinal));
        Assert.Equal((1, Many - 1), (operations["answers/source=new"], operations["answers/source=kept"]));
    }

    [Theory, EachEngine]
    public async Task It_is_made_anew_where_the_database_has_not_told_of_other_replicas_for_long(string engine)
    {
        var (polls, counter, time) = (new HeldReads("\"ChangedAt\" >") { IsOn = false }, new StatementCounter(), new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var site = await StartAsync(engine, [polls, counter], time);
        await site.ArticleAsync(Key);
        Assert.True(await Wait.UntilAsync(() => site.Server.Services.GetRequiredService<KnownVersions>().AskedAt > 0));
        await PostAsync(site, Page);
        counter.Take();
        await PostAsync(site, Page);
        Assert.Empty(Reads(counter));

        polls.IsOn = true;
        time.Advance(TimeSpan.FromSeconds(11));
        await PostAsync(site, Page);
        Assert.NotEmpty(Reads(counter));
        polls.Release();
    }

    [Theory, EachEngine]
    public async Task Nobody_waits_longer_than_a_second_for_the_answer_that_another_makes(string engine)
    {
        var (hold, time) = (new HeldReads("FROM \"Comments\""), new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var site = await StartAsync(engine, [hold], time);
        await site.ArticleAsync(Key);

        var first = PostAsync(site, Page);
        await hold.Held.WaitAsync(Cancel);
        var second = PostAsync(site, Page);
        Assert.True(await Wait.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return hold.Number == 2;
        }));
        hold.Release();
        Assert.Equal(await first, await second);
    }

    [Theory, EachEngine]
    public async Task The_same_mutation_twice_at_once_waits_for_nobody(string engine)
    {
        var hold = new HeldReads("FROM \"Comments\"");
        await using var site = await StartAsync(engine, [hold]);
        var article = await site.ArticleAsync(Key);
        var document = $$"""mutation { postComment(input: {articleId: "{{article}}", body: "x"}) { article { comments { totalCount } } errors { code } } }""";
        var both = new[] { PostAsync(site, document, site.Alice.Token), PostAsync(site, document, site.Alice.Token) };
        await hold.Held.WaitAsync(Cancel);
        Assert.True(await Wait.UntilAsync(() => hold.Number >= 2), "The second one is not executed beside the first.");
        hold.Release();
        Assert.Equal(2, (await Task.WhenAll(both)).Length);
    }

    [Theory, EachEngine]
    public async Task What_depends_on_the_caller_is_not_stored_anywhere(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync(Key);

        foreach (var document in new[]
        {
            """{ viewer { roles } }""",
            """{ article(by: {key: "an-article"}) { title } viewer { roles } }""",
            """{ article(by: {key: "an-article"}) { comments { nodes { ...Mine } } } } fragment Mine on Comment { id viewerReaction }""",
            """{ article(by: {key: "nothing"}) { title } }""",
            """{ articles(by: [{key: "an-article"}, {url: "https://news.example/nothing"}]) { title } }""",
            """{ article(by: {key: "an-article"}) { title } comment(id: "cmt_nothing") { id } }""",
            """{ nodes(ids: ["art_nothing"]) { id } }""",
        })
        {
            using var answer = await GetAsync(site, document);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((document, "no-store", null), (document, $"{answer.Headers.CacheControl}", answer.Headers.ETag));
        }
    }

    [Theory, EachEngine]
    public async Task What_was_not_found_is_found_as_soon_as_it_is_there(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        Assert.Equal("""{"data":{"article":null}}""", await PostAsync(site, Page));
        await site.ArticleAsync(Key);
        Assert.Contains("an-article", await PostAsync(site, Page), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task What_staff_sees_of_an_unpublished_article_is_shown_to_nobody_else(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync(Key);
        Assert.Contains("an-article", await PostAsync(site, Page), StringComparison.Ordinal);
        await site.ArticleAsync(Key, "UNPUBLISHED");

        Assert.Contains("an-article", await PostAsync(site, Page, site.Publisher.Token), StringComparison.Ordinal);
        Assert.Equal("""{"data":{"article":null}}""", await PostAsync(site, Page));
    }

    [Theory, EachEngine]
    public async Task A_moderators_look_at_a_removed_comment_is_shown_to_nobody_else(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync(Key);
        var comment = await site.Alice.PostAsync(article, "Above");
        await site.Bob.PostAsync(article, "Below", comment);
        var document = $$"""{ comment(id: "{{comment}}") { body state } }""";
        Assert.Contains("Above", await PostAsync(site, document), StringComparison.Ordinal);
        await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "__typename", new { commentId = comment, reason = "SPAM" });

        await PostAsync(site, document, site.Mod.Token);
        Assert.Equal("""{"data":{"comment":{"body":null,"state":"REMOVED"}}}""", await PostAsync(site, document));
    }

    [Theory, EachEngine]
    public async Task A_thread_that_ends_by_the_clock_is_shown_closed_at_once(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync(Key);
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = article, state = "OPEN", closesAt = time.GetUtcNow().AddMinutes(5) });
        const string State = """{ article(by: {key: "an-article"}) { commenting { state } } }""";
        Assert.Contains("OPEN", await PostAsync(site, State), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains("CLOSED", await PostAsync(site, State), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_former_address_that_another_article_gets_names_that_one(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        const string Ask = """{ article(by: {url: "https://news.example/moved"}) { key } }""";
        await RegisterAsync(site, "one", "https://news.example/moved");
        await RegisterAsync(site, "one", "https://news.example/elsewhere");
        Assert.Equal("""{"data":{"article":{"key":"one"}}}""", await PostAsync(site, Ask));

        await RegisterAsync(site, "two", "https://news.example/moved");
        Assert.Equal("""{"data":{"article":{"key":"two"}}}""", await PostAsync(site, Ask));
    }

    [Theory, EachEngine]
    public async Task Merged_articles_are_asked_anew(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync("old");
        await site.ArticleAsync("new");
        const string Ask = """{ article(by: {key: "old"}) { key } }""";
        Assert.Equal("""{"data":{"article":{"key":"old"}}}""", await PostAsync(site, Ask));

        await site.MergeAsync("old", "new");
        Assert.Equal("""{"data":{"article":{"key":"new"}}}""", await PostAsync(site, Ask));
    }

    [Theory, EachEngine]
    public async Task Tallies_are_at_most_a_second_old(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync(Key);
        var comment = await site.Alice.PostAsync(article, "Liked");
        const string Ask = """{ article(by: {key: "an-article"}) { comments { nodes { reactions { count } } } } }""";
        const string None = """{"data":{"article":{"comments":{"nodes":[{"reactions":[]}]}}}}""", One = """{"data":{"article":{"comments":{"nodes":[{"reactions":[{"count":1}]}]}}}}""";
        Assert.Equal(None, await PostAsync(site, Ask));
        await site.Bob.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comment, kind = "LIKE" });

        Assert.Equal(None, await PostAsync(site, Ask));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(One, await PostAsync(site, Ask));
    }

    [Theory, InlineData("br"), InlineData("gzip")]
    public async Task It_is_compressed_for_who_takes_that(string coding)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync(Key);
        await site.Alice.PostAsync(article, new string('x', 2_000));
        var plain = await PostAsync(site, Page);

        using var request = new HttpRequestMessage(HttpMethod.Get, Url(Page));
        request.Headers.AcceptEncoding.ParseAdd($"{coding};q=0.5, deflate");
        using var answer = await site.Server.Http.SendAsync(request, Cancel);
        Assert.Equal([coding], answer.Content.Headers.ContentEncoding);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.True(bytes.Length < 500, $"{bytes.Length} bytes");
        await using Stream decoder = coding == "br"
            ? new System.IO.Compression.BrotliStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress)
            : new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(decoder);
        Assert.Equal(plain, await reader.ReadToEndAsync(Cancel));
    }

    [Theory, InlineData("br;q=0"), InlineData("identity"), InlineData("deflate"), InlineData("*;q=0")]
    public async Task It_is_plain_for_who_does_not(string accept)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync(Key);
        await site.Alice.PostAsync(article, new string('x', 2_000));

        using var request = new HttpRequestMessage(HttpMethod.Get, Url(Page));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
        using var answer = await site.Server.Http.SendAsync(request, Cancel);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal(await PostAsync(site, Page), await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Memory_is_bounded_and_what_is_not_asked_for_goes_first()
    {
        const int Limit = 100_000;
        await using var site = await Site.StartAsync(Engines.Sqlite, settings: $"Transport:KeptAnswers={Limit}");
        await site.ArticleAsync(Key);
        using var counters = new Counters(site.Server.Services);
        for (var i = 0; i < 500; i++)
            await PostAsync(site, $$"""{ article(by: {key: "an-article"}) { a{{i}}: title } }""");

        Assert.InRange(counters.Observe("answers.size"), 1, Limit);
        await PostAsync(site, Page);
        Assert.Equal(await PostAsync(site, Page), await PostAsync(site, Page));
    }

    [Theory, EachEngine]
    public async Task Nothing_is_kept_where_that_is_turned_off(string engine)
    {
        var counter = new StatementCounter();
        await using var site = await StartAsync(engine, [counter], settings: "Transport:KeptAnswers=0");
        await site.ArticleAsync(Key);
        await PostAsync(site, Page);
        counter.Take();

        await PostAsync(site, Page);
        Assert.NotEmpty(Reads(counter));
        using var answer = await GetAsync(site, Page);
        using var again = await GetAsync(site, Page, answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Limits_of_rates_count_what_is_kept_too()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, settings: "RateLimits:QueriesPerAddress=3");
        await site.ArticleAsync(Key);
        for (var i = 0; i < 3; i++)
            Assert.Contains("an-article", await PostAsync(site, Page), StringComparison.Ordinal);
        using var refused = await SendAsync(site, Page, null);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Who_may_run_persisted_documents_alone_is_not_given_the_answer_to_another()
    {
        using var documents = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(documents.Path, "one.graphql"), "{ __typename }", Cancel);
        await using var site = await Site.StartAsync(
            Engines.Sqlite, settings: ["Persisted:Only=true", $"Persisted:Path={documents.Path}", "Persisted:ExemptRoles:0=Publisher"]);
        await site.ArticleAsync(Key);
        Assert.Contains("an-article", await PostAsync(site, Page, site.Publisher.Token), StringComparison.Ordinal);

        Assert.Contains("PERSISTED_QUERY_REQUIRED", await PostAsync(site, Page), StringComparison.Ordinal);
    }

    private static Task<Site> StartAsync(string engine, IInterceptor[] interceptors, TimeProvider? time = null, params string[] settings) => Site.StartAsync(engine, new ServerSetup
    {
        Time = time,
        Settings = settings,
        Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(interceptors)),
    });

    private static IEnumerable<string> Reads(StatementCounter counter) =>
        counter.Take().Where(s => s.StartsWith("SELECT", StringComparison.Ordinal) && !s.Contains("ChangedAt\" >", StringComparison.Ordinal));

    private static Task<JsonElement> RegisterAsync(Site site, string key, string url) =>
        site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "changed", new { articles = new[] { new { key, url, title = key } } });

    private static string Url(string document) => $"graphql?query={Uri.EscapeDataString(document)}";

    private static async Task<HttpResponseMessage> GetAsync(Site site, string document, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(document));
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        return await site.Server.Http.SendAsync(request, Cancel);
    }

    private static Task<HttpResponseMessage> SendAsync(Site site, string document, string? token) =>
        site.Server.Client.SendAsync(document, token: token);

    private static async Task<string> PostAsync(Site site, string document, string? token = null)
    {
        using var answer = await SendAsync(site, document, token);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
