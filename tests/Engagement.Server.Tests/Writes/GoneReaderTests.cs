using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>A reader whose row is gone while the server still remembers it.</summary>
public sealed class GoneReaderTests
{
    [Theory, EachEngine]
    public async Task Who_posts_or_reacts_is_made_anew_and_takes_nobody_of_the_batch_along(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var comment = await site.Alice.PostAsync(article, "x");
        Person[] others = [.. Enumerable.Range(0, 7).Select(i => site.Person($"reader-{i}"))];
        for (var round = 0; round < 10; round++)
        {
            var gone = await GoneAsync(site, article, $"gone-{round}");
            await Task.WhenAll(others.Append(gone).Select(p => p.PostAsync(article, $"{p.Subject} {round}", idempotencyKey: $"{round}")));
            var quiet = await GoneAsync(site, article, $"quiet-{round}");
            await Task.WhenAll(others.Append(quiet).Select(p => p.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comment, kind = round % 2 == 0 ? "LIKE" : "AGREE" })));
            var silent = await GoneAsync(site, article, $"silent-{round}");
            await Task.WhenAll(others.Append(silent).Select(p => p.DoAsync("reactToArticle", "ReactToArticleInput", "__typename", new { articleId = article, kind = round % 2 == 0 ? "LIKE" : "AGREE" })));
        }
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task Who_reports_edits_or_previews_is_answered(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var comment = await site.Alice.PostAsync(article, "x");
        await (await GoneAsync(site, article, "one")).DoAsync("reportComment", "ReportCommentInput", "__typename", new { commentId = comment, reason = "SPAM" });
        var error = await (await GoneAsync(site, article, "two")).RefusedAsync("editComment", "EditCommentInput", new { commentId = comment, body = "y" });
        Assert.Equal("NOT_THE_AUTHOR", error.GetProperty("code").GetString());
        var preview = await (await GoneAsync(site, article, "three")).QueryAsync(
            "query($id: ID!) { previewComment(input: {articleId: $id, body: \"x\"}) { errors { code } } }", new { id = article });
        Assert.Equal("[]", preview.GetProperty("previewComment").GetProperty("errors").GetRawText());
    }

    /// <summary>Somebody whom the server knows by a post that was refused, and whose row is deleted.</summary>
    private static async Task<Person> GoneAsync(Site site, string articleId, string subject)
    {
        var person = site.Person(subject);
        await person.RefusedAsync("postComment", "PostCommentInput", new { articleId, body = " ", idempotencyKey = "k" });
        await using var db = site.Server.Database.OpenContext();
        Assert.Equal(1, await db.Set<Reader>().Where(r => r.Subject == subject).ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        return person;
    }
}
