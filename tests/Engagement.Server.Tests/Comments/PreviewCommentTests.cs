using System.Text.Json;
using Engagement.Server.Tests.Articles;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Comments;

public sealed class PreviewCommentTests
{
    private const string Preview =
        "query($input: PostCommentInput!) { previewComment(input: $input) { bodyHtml errors { code path } } }";

    [Theory, EachEngine]
    public async Task It_shows_what_a_post_becomes_and_writes_nothing(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();

        Assert.Equal("""{"bodyHtml":"<p>a <em>b</em></p>\n","errors":[]}""", (await AskAsync(site.Alice, new { articleId = article, body = "a *b*" })).GetRawText());

        await using var db = site.Server.Database.OpenContext();
        Assert.Equal(0, await db.Set<Engagement.Comments.Comment>().CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await db.Set<Readers.Reader>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EachEngine]
    public async Task It_tells_all_that_posting_would_meet(string engine)
    {
        await using var site = await Site.StartAsync(engine, new FakeTimeProvider(DateTimeOffset.UtcNow), "Pace:PostsPerMinute=2");
        var article = await site.ArticleAsync();
        var other = await site.ArticleAsync("other");
        var there = await site.Alice.PostAsync(article, "1", idempotencyKey: "k");
        var elsewhere = await site.Bob.PostAsync(other, "1");
        var gone = await site.Bob.PostAsync(article, "2");
        await site.Bob.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId", new { commentId = gone });

        Assert.Equal("INVALID_INPUT body, INVALID_INPUT idempotencyKey, NOT_FOUND articleId", await ErrorsAsync(site.Alice, new { articleId = "art_none", body = " ", idempotencyKey = "" }));
        Assert.Equal("INVALID_INPUT idempotencyKey", await ErrorsAsync(site.Alice, new { articleId = article, body = "1", idempotencyKey = "\0" })); // no database takes it
        Assert.Equal("", await ErrorsAsync(site.Alice, new { articleId = article, body = "1", parentId = there }));
        Assert.Equal("NOT_FOUND parentId", await ErrorsAsync(site.Alice, new { articleId = article, body = "1", parentId = elsewhere }));
        Assert.Equal("NOT_FOUND parentId", await ErrorsAsync(site.Alice, new { articleId = article, body = "1", parentId = gone }));
        Assert.Equal("", await ErrorsAsync(site.Alice, new { articleId = article, body = "1", idempotencyKey = "k" }));
        Assert.Equal("IDEMPOTENCY_KEY_REUSED idempotencyKey", await ErrorsAsync(site.Alice, new { articleId = article, body = "2", idempotencyKey = "k" }));

        await site.Alice.PostAsync(article, "2");
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", new { articleId = article, state = "CLOSED" });
        var alice = (await site.Alice.QueryAsync("{ viewer { reader { id } } }")).GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString();
        await site.Mod.DoAsync("banReader", "BanReaderInput", "reader { id }", new { readerId = alice, reason = "SPAM" });
        Assert.Equal("THREAD_CLOSED articleId, BANNED , TOO_FAST ", await ErrorsAsync(site.Alice, new { articleId = article, body = "3" }));
        Assert.Equal("THREAD_CLOSED articleId", await ErrorsAsync(site.Person("carol"), new { articleId = article, body = "3" }));
    }

    [Theory, EachEngine]
    public async Task It_tells_of_a_ticket_what_posting_would_meet(string engine)
    {
        using var press = new Publisher();
        await using var site = await Site.StartAsync(engine, null, press.Settings);
        await site.ArticleAsync("holder");
        await site.ArticleAsync("hidden", "UNPUBLISHED");
        await site.ArticleAsync("gone");
        await site.ArticleAsync("into", "UNPUBLISHED");
        await site.MergeAsync("gone", "into");
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "__typename", new { articles = new[] { new { key = "holder", url = "https://news.example/moved", title = "x" } } });
        (string Expected, string Ticket)[] cases =
        [
            ("", press.Sign("new")),
            ("", press.Sign("by-url", url: "https://news.example/moved/")),
            ("INVALID_INPUT ticket url", press.Sign("thief", url: "https://news.example/holder")),
            ("NOT_FOUND ticket", press.Sign("hidden")),
            ("NOT_FOUND ticket", press.Sign("gone")),
            ("NOT_FOUND ticket", press.Sign("by-url", url: "https://news.example/hidden")),
            ("INVALID_TICKET ticket", press.Sign("new", t => t.Expires = DateTime.UtcNow.AddHours(-1))),
        ];
        foreach (var (expected, ticket) in cases)
        {
            Assert.Equal(expected, Errors(await AskAsync(site.Alice, new { ticket, body = "x" })));
            Assert.Equal(expected, Errors(await site.Alice.TryAsync("postComment", "PostCommentInput", "__typename", new { ticket, body = "x" })));
        }

        static string Errors(JsonElement answer) => string.Join(", ", answer.GetProperty("errors").EnumerateArray().Select(e =>
            $"{e.GetProperty("code").GetString()} {string.Join(' ', e.GetProperty("path").EnumerateArray().Select(p => p.GetString()))}"));
    }

    [Fact]
    public async Task Who_may_not_post_may_not_preview()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var answer = await site.Server.Client.AskAsync(Preview, new { input = new { articleId = await site.ArticleAsync(), body = "x" } });
        Assert.Equal("UNAUTHENTICATED", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private static async Task<JsonElement> AskAsync(Person person, object input) =>
        (await person.QueryAsync(Preview, new { input })).GetProperty("previewComment");

    private static async Task<string> ErrorsAsync(Person person, object input) =>
        string.Join(", ", (await AskAsync(person, input)).GetProperty("errors").EnumerateArray().Select(e =>
            $"{e.GetProperty("code").GetString()} {(e.GetProperty("path") is { ValueKind: JsonValueKind.Array } path ? path[0].GetString() : "")}"));
}
