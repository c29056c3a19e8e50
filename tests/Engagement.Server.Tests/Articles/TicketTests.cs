using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Engagement.Server.Tests.Articles;

/// <summary>Posting by a ticket, which the publisher signs for an article that may not be registered yet.</summary>
public sealed class TicketTests
{
    private const string Posted = "comment { id } article { id key url title channels { name } engagement { comments } }";

    [Theory, EachEngine]
    public async Task The_first_comment_registers_the_article_and_the_next_finds_it(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        var first = (await PostAsync(site.Alice, press.Sign("new", channels: ["world", "news"]), "First")).GetProperty("article");
        Assert.Equal(("new", "https://news.example/new", "About new", "world"), (
            first.GetProperty("key").GetString(), first.GetProperty("url").GetString(), first.GetProperty("title").GetString(),
            first.GetProperty("channels")[0].GetProperty("name").GetString()));
        Assert.Equal(first.GetProperty("id").GetString(), await IdAsync(site, new { url = "http://www.news.example/new/" }));

        var second = (await PostAsync(site.Bob, press.Sign("new"), "Second")).GetProperty("article");
        Assert.Equal((first.GetProperty("id").GetString(), 2), (second.GetProperty("id").GetString(), second.GetProperty("engagement").GetProperty("comments").GetInt32()));
        Assert.Equal(first.GetProperty("id").GetString(), await site.ArticleAsync("new", "PUBLISHED", "world"));
    }

    [Theory, EachEngine]
    public async Task A_ticket_changes_no_article_that_is_known_by_this_or_a_former_key(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        var (known, old) = (await site.ArticleAsync("known", "PUBLISHED", "before"), await site.ArticleAsync("old"));
        await site.MergeAsync("old", "known");
        foreach (var key in (string[])["known", "old"])
        {
            var article = (await PostAsync(site.Alice, press.Sign(key, url: "https://elsewhere.example/"), key)).GetProperty("article");
            Assert.Equal((known, "https://news.example/known", "known", "before"), (
                article.GetProperty("id").GetString(), article.GetProperty("url").GetString(), article.GetProperty("title").GetString(),
                article.GetProperty("channels")[0].GetProperty("name").GetString()));
        }
        Assert.Null(await IdAsync(site, new { url = "https://elsewhere.example/" }));
        await site.ArticleAsync("known", "UNPUBLISHED");
        Assert.Equal(("NOT_FOUND", "ticket"), CodeAndPath(await RefusedAsync(site.Alice, press.Sign("known"))));
    }

    [Theory, EachEngine]
    public async Task A_former_URL_of_another_article_is_not_taken_from_it(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        var holder = await site.ArticleAsync("holder");
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new { articles = new[] { new { key = "holder", url = "https://news.example/moved", title = "x" } } });
        var error = await RefusedAsync(site.Alice, press.Sign("thief", url: "http://news.example/holder/"));
        Assert.Equal(("INVALID_INPUT", "ticket.url", "TAKEN"), (error.GetProperty("code").GetString(), Path(error), error.GetProperty("problem").GetString()));
        Assert.Equal(holder, await IdAsync(site, new { url = "https://news.example/holder" }));
        Assert.Null(await IdAsync(site, new { key = "thief" }));
    }

    [Theory, EachEngine]
    public async Task A_ticket_with_an_unknown_key_names_the_article_that_stands_at_its_URL(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        var imported = await site.ArticleAsync("news.example/imported");
        foreach (var (url, body) in new[] { ("https://news.example/news.example/imported", "1"), ("http://www.news.example/news.example/imported/?utm_source=x", "2") })
        {
            var article = (await PostAsync(site.Alice, press.Sign("cms-1", url: url), body)).GetProperty("article");
            Assert.Equal((imported, "news.example/imported"), (article.GetProperty("id").GetString(), article.GetProperty("key").GetString()));
        }
        Assert.Null(await IdAsync(site, new { key = "cms-1" }));
        await site.ArticleAsync("news.example/imported", "UNPUBLISHED");
        Assert.Equal(("NOT_FOUND", "ticket"), CodeAndPath(await RefusedAsync(site.Alice, press.Sign("cms-1", url: "https://news.example/news.example/imported"))));
    }

    [Theory, EachEngine]
    public async Task Of_many_first_comments_at_one_new_URL_by_two_keys_all_are_under_one_article(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            (await PostAsync(site.Person($"reader-{i}"), press.Sign($"key-{i % 2}", url: "https://news.example/one-page"), $"{i}")).GetProperty("article").GetProperty("id").GetString()));
        Assert.Single(answers.Distinct());
    }

    [Theory, EachEngine]
    public async Task A_post_that_is_refused_registers_nothing(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        var other = await site.Alice.PostAsync(await site.ArticleAsync("other"), "Elsewhere");
        var payload = await site.Alice.TryAsync("postComment", "PostCommentInput", Posted, new { ticket = press.Sign("new"), parentId = other, body = "x" });
        Assert.Equal(("NOT_FOUND", "parentId"), CodeAndPath(payload.GetProperty("errors")[0]));
        Assert.Equal("body", CodeAndPath(await site.Alice.RefusedAsync("postComment", "PostCommentInput", new { ticket = press.Sign("new"), body = " " })).Path);
        Assert.Null(await IdAsync(site, new { key = "new" }));
        Assert.Null(await IdAsync(site, new { url = "https://news.example/new" }));
    }

    [Theory, EachEngine]
    public async Task Of_many_first_comments_at_once_all_are_under_one_article(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        await using var replica = engine == Engines.Sqlite ? null : await site.Server.StartReplicaAsync(new ServerSetup { Settings = press.Settings });
        for (var round = 0; round < 5; round++)
        {
            var (key, other) = ($"hot-{round}", $"warm-{round}");
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            {
                var person = site.Person($"reader-{i}");
                if (i % 2 == 1 && replica is not null)
                    person = person with { Client = replica.Client };
                return (await PostAsync(person, press.Sign(i % 3 == 0 ? other : key), $"{i}")).GetProperty("article").GetProperty("id").GetString();
            }));
            Assert.Equal(2, answers.Distinct().Count());
            Assert.Equal(8, (await site.Anybody.QueryAsync("query($key: String!) { article(by: {key: $key}) { engagement { comments } } }", new { key }))
                .GetProperty("article").GetProperty("engagement").GetProperty("comments").GetInt32());
        }
    }

    [Theory, EachEngine]
    public async Task A_repeat_is_answered_with_a_newer_ticket_and_with_one_that_has_expired(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        string? first = null;
        foreach (var expires in (int[])[1, 2, -1])
        {
            var ticket = press.Sign("new", t => t.Expires = DateTime.UtcNow.AddHours(expires));
            var payload = await site.Alice.DoAsync("postComment", "PostCommentInput", Posted, new { ticket, body = "Once", idempotencyKey = "k" });
            var id = payload.GetProperty("comment").GetProperty("id").GetString();
            Assert.Equal(first ??= id, id);
        }
        var other = await site.Alice.RefusedAsync("postComment", "PostCommentInput", new { ticket = press.Sign("another"), body = "Once", idempotencyKey = "k" });
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", other.GetProperty("code").GetString());
        Assert.Null(await IdAsync(site, new { key = "another" }));
    }

    [Theory, EachEngine]
    public async Task A_repeat_that_names_the_article_otherwise_is_a_repeat(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        var first = await site.Alice.DoAsync("postComment", "PostCommentInput", Posted, new { ticket = press.Sign("new"), body = "Once", idempotencyKey = "k" });
        var id = first.GetProperty("comment").GetProperty("id").GetString();
        foreach (var input in (object[])[
            new { articleId = first.GetProperty("article").GetProperty("id").GetString(), body = "Once", idempotencyKey = "k" },
            new { ticket = press.Sign("by-url", url: "https://news.example/new"), body = "Once", idempotencyKey = "k" }])
        {
            Assert.Equal(id, (await site.Alice.DoAsync("postComment", "PostCommentInput", Posted, input)).GetProperty("comment").GetProperty("id").GetString());
            var preview = await site.Alice.QueryAsync("query($input: PostCommentInput!) { previewComment(input: $input) { errors { code } } }", new { input });
            Assert.Equal("[]", preview.GetProperty("previewComment").GetProperty("errors").GetRawText());
        }
        var error = await site.Alice.RefusedAsync("postComment", "PostCommentInput", new { articleId = await site.ArticleAsync("other"), body = "Once", idempotencyKey = "k" });
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_ticket_may_end_at_the_last_instant_there_is()
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(Engines.Sqlite, null, press.Settings);
        await PostAsync(site.Alice, press.Sign("new", t => (t.Expires, t.Claims["exp"]) = (null, 253402300799L)), "x");
        await PostAsync(site.Alice, press.Sign("new", t => t.Claims["nbf"] = 0L), "x");
    }

    [Fact]
    public async Task A_ticket_that_is_not_believed_says_why()
    {
        using var press = new Publisher();
        using var stranger = new Publisher();
        await using var site = await Site.StartAsync(Engines.Sqlite, null, press.Settings);
        var secret = new SymmetricSecurityKey(new byte[64]);
        (string Problem, string Ticket)[] cases =
        [
            ("EXPIRED", press.Sign("new", t => t.Expires = DateTime.UtcNow.AddMinutes(-1))),
            ("NOT_YET_VALID", press.Sign("new", t => t.NotBefore = DateTime.UtcNow.AddMinutes(1))),
            ("SIGNATURE", stranger.Sign("new")),
            ("SIGNATURE", press.Sign("new")[..^4] + "AAAA"),
            ("SIGNATURE", press.Sign("new", t => t.SigningCredentials = new(secret, SecurityAlgorithms.HmacSha256))),
            ("SIGNATURE", press.Sign("new", t => t.SigningCredentials = null)),
            ("AUDIENCE", press.Sign("new", t => t.Audience = "billing")),
            ("AUDIENCE", press.Sign("new", t => t.Audience = null)),
            ("ISSUER", press.Sign("new", t => t.Issuer = "https://elsewhere.example/")),
            ("MALFORMED", press.Sign("new", t => t.Expires = null)),
            ("MALFORMED", press.Sign("new", t => t.Claims.Remove("title"))),
            ("MALFORMED", press.Sign("new", t => t.Claims["channels"] = "news")),
            ("MALFORMED", press.Sign("new", t => t.Claims["key"] = 7)),
            ("MALFORMED", "x"),
            ("MALFORMED", "a.b.c"),
            ("MALFORMED", new string('x', 40_000)),
        ];
        foreach (var (problem, ticket) in cases)
        {
            var error = await RefusedAsync(site.Alice, ticket);
            Assert.Equal(("INVALID_TICKET", "ticket"), CodeAndPath(error));
            Assert.Equal(problem, await ProblemAsync(site.Alice, ticket));
        }
        Assert.Null(await IdAsync(site, new { key = "new" }));
    }

    [Fact]
    public async Task What_a_ticket_says_of_its_article_is_checked_like_any_article()
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(Engines.Sqlite, null, press.Settings);
        var error = await RefusedAsync(site.Alice, press.Sign("new", url: "ftp://news.example/"));
        Assert.Equal(("INVALID_INPUT", "ticket.url", "MALFORMED"), (error.GetProperty("code").GetString(), Path(error), error.GetProperty("problem").GetString()));
        Assert.Equal("ticket.channels.1", Path(await RefusedAsync(site.Alice, press.Sign("new", channels: ["a", "a"]))));
    }

    [Fact]
    public async Task Without_keys_no_ticket_is_taken()
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(Engines.Sqlite);
        Assert.Equal(("INVALID_TICKET", "ticket"), CodeAndPath(await RefusedAsync(site.Alice, press.Sign("new"))));
        Assert.Equal("OFF", await ProblemAsync(site.Alice, press.Sign("new")));
    }

    [Fact]
    public async Task Exactly_one_of_article_and_ticket_is_given()
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(Engines.Sqlite, null, press.Settings);
        var articleId = await site.ArticleAsync();
        Assert.Equal(("INVALID_INPUT", "articleId"), CodeAndPath(await site.Alice.RefusedAsync("postComment", "PostCommentInput", new { body = "x" })));
        Assert.Equal(("INVALID_INPUT", "ticket"), CodeAndPath(await site.Alice.RefusedAsync("postComment", "PostCommentInput", new { articleId, ticket = press.Sign("new"), body = "x" })));
    }

    [Fact]
    public async Task Keys_come_from_a_file_too_and_may_be_RSA()
    {
        using var press = new Publisher();
        var folder = Directory.CreateTempSubdirectory("tickets");
        try
        {
            var file = System.IO.Path.Combine(folder.FullName, "keys.json");
            await File.WriteAllTextAsync(file, press.Jwks, TestContext.Current.CancellationToken);
            await using (var site = await Site.StartAsync(Engines.Sqlite, null, $"Tickets:JwksFile={file}", press.Settings[1], press.Settings[2]))
            {
                await PostAsync(site.Alice, press.Sign("new"), "x");
                using var stranger = new Publisher();
                Assert.Equal("SIGNATURE", await ProblemAsync(site.Alice, stranger.Sign("other")));
            }
            using var rsa = new Publisher(SecurityAlgorithms.RsaSsaPssSha256);
            await using var other = await Site.StartAsync(Engines.Sqlite, null, rsa.Settings);
            await PostAsync(other.Alice, rsa.Sign("new"), "x");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Tickets:Audience is not set", 0, 1)]
    [InlineData("Tickets:Issuer is not set", 0, 2)]
    [InlineData("set JwksFile or PublicKeys", 1, 2)]
    public async Task Settings_that_would_believe_too_much_keep_the_server_from_starting(string message, int first, int second)
    {
        using var press = new Publisher();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => Site.StartAsync(Engines.Sqlite, null, press.Settings[first], press.Settings[second]));
        Assert.Contains(message, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audience_of_readers_is_none_of_tickets()
    {
        using var press = new Publisher();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => Site.StartAsync(Engines.Sqlite, null, [.. press.Settings, $"Identity:Audience={Publisher.Audience}"]));
        Assert.Contains("Tickets:Audience is Identity:Audience", fault.ToString(), StringComparison.Ordinal);
    }

    private static Task<JsonElement> PostAsync(Person who, string ticket, string body) =>
        who.DoAsync("postComment", "PostCommentInput", Posted, new { ticket, body });

    private static Task<JsonElement> RefusedAsync(Person who, string ticket) => who.RefusedAsync("postComment", "PostCommentInput", new { ticket, body = "x" });

    private static async Task<string?> ProblemAsync(Person who, string ticket) =>
        (await who.TryAsync("postComment", "PostCommentInput", "errors { ... on InvalidTicket { ticketProblem } }", new { ticket, body = "x" }))
            .GetProperty("errors")[0].GetProperty("ticketProblem").GetString();

    private static (string? Code, string? Path) CodeAndPath(JsonElement error) => (error.GetProperty("code").GetString(), Path(error));

    private static string Path(JsonElement error) => string.Join('.', error.GetProperty("path").EnumerateArray().Select(p => p.GetString()));

    private static async Task<string?> IdAsync(Site site, object by)
    {
        var article = (await site.Anybody.QueryAsync("query($by: ArticleBy!) { article(by: $by) { id } }", new { by })).GetProperty("article");
        return article.ValueKind == JsonValueKind.Null ? null : article.GetProperty("id").GetString();
    }
}
