using Engagement.Comments;
using Engagement.Readers;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class CommentLookUpTests
{
    [Theory]
    [InlineData("query ($id: ID!) { comment(id: $id) { body article { version } } }")]
    [InlineData("query ($id: ID!) { node(id: $id) { ... on Comment { body article { version } } } }")]
    [InlineData("""{ article(by: {key: "article"}) { comments { nodes { body article { version } } } } }""")]
    [InlineData("""{ article(by: {url: "https://news.example/article"}) { comments { nodes { body article { version } } } } }""")]
    public async Task A_comment_is_read_after_the_version_of_its_article(string query)
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var commentId = await site.PostAsync(site.Ann, articleId, body: "before");
        var version = (await site.ArticleAsync(articleId)).Version;
        var edits = 0;
        site.Commands.Sent += text =>
        {
            if (text.Contains("\"Comments\"") && Interlocked.Increment(ref edits) == 1)
                Task.Run(() => site.MutateAsync(site.Ann, "editComment", new { commentId, body = "after" })).GetAwaiter().GetResult();
        };

        var answer = await site.DataAsync(null, query, new { id = commentId });

        Assert.Contains($"\"body\":\"after\",\"article\":{{\"version\":{version}}}", answer.GetRawText());
    }

    [Fact]
    public async Task A_caller_who_never_wrote_is_looked_up_once_however_long_the_page_is()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        for (var i = 0; i < 10; i++)
            await site.PostAsync(site.Ann, articleId);
        site.Commands.Clear();

        await site.DataAsync(
            ModeratedSite.Person("New", Roles.Reader),
            "query ($id: ID!) { article(by: {id: $id}) { comments { nodes { viewerReaction viewerCan { edit } revisions { body } } } } }", new { id = articleId });

        Assert.Single(site.Commands.Texts, text => text.Contains("\"Subject\" IN "));
    }

    [Fact]
    public async Task Descendants_begin_below_the_comment_whatever_the_cursor_says()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.PostAsync(site.Ann, articleId, body: "above");
        var commentId = await site.PostAsync(site.Ann, articleId, body: "root");
        await site.PostAsync(site.Ben, articleId, commentId, "reply");

        var data = await site.DataAsync(null, """
            query ($id: ID!, $after: String) { comment(id: $id) { descendants(after: $after) { nodes { body } } } }
            """, new { id = commentId, after = CommentCursor.Format(1) });

        Assert.Equal("""[{"body":"reply"}]""", data.At("comment", "descendants", "nodes").GetRawText());
    }
}
