using System.Text.Json;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class ModeratedReaderTests
{
    [Fact]
    public async Task It_shows_ban_comments_of_the_states_asked_for_and_reports_against()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var kept = await site.PostAsync(site.Ann, articleId);
        var removed = await site.PostAsync(site.Ann, articleId);
        var others = await site.PostAsync(site.Ben, articleId);
        await site.ReportAsync(site.Ben, kept);
        await site.ReportAsync(site.Max, kept);
        await site.ReportAsync(site.Ben, removed);
        await site.ReportAsync(site.Ann, others);
        await site.RemoveAsync(site.Mod, removed); // closes its report, which still counts
        var id = await site.PublicReaderIdAsync(site.Ann);
        await site.DoAsync(site.Mod, "banReader", new { readerId = id, until = "2026-03-02T12:00:00Z", reason = "SPAM" });
        const string Document = """
            query ($id: ID!) { moderation { reader(id: $id) {
              reader { id name commentCount } ban { until reason } reportsAgainst
              all: comments { nodes { comment { id } } }
              removed: comments(states: [REMOVED]) { nodes { comment { id body } decisions { action } } }
              page: comments(first: 1) { nodes { comment { id } } pageInfo { hasNextPage endCursor } }
            } } }
            """;

        var reader = (await site.DataAsync(site.Mod, Document, new { id })).At("moderation", "reader");

        Assert.Equal((id, "Ann", 1), (reader.Text("reader", "id"), reader.Text("reader", "name"), reader.At("reader", "commentCount").GetInt32()));
        Assert.Equal("""{"until":"2026-03-02T12:00:00.000Z","reason":"SPAM"}""", reader.At("ban").GetRawText());
        Assert.Equal(3, reader.At("reportsAgainst").GetInt32());
        Assert.Equal([removed, kept], reader.At("all", "nodes").Each("comment", "id"));
        var only = Assert.Single(reader.At("removed", "nodes").EnumerateArray());
        Assert.Equal((removed, "text"), (only.Text("comment", "id"), only.Text("comment", "body")));
        Assert.Equal(["REMOVE"], only.At("decisions").Each("action"));
        Assert.True(reader.At("page", "pageInfo", "hasNextPage").GetBoolean());
        var next = await site.DataAsync(
            site.Mod, "query ($id: ID!, $after: String) { moderation { reader(id: $id) { comments(first: 1, after: $after) { nodes { comment { id } } pageInfo { hasNextPage } } } } }",
            new { id, after = reader.Text("page", "pageInfo", "endCursor") });
        Assert.Equal([kept], next.At("moderation", "reader", "comments", "nodes").Each("comment", "id"));

        site.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(JsonValueKind.Null, (await site.DataAsync(site.Mod, Document, new { id })).At("moderation", "reader", "ban").ValueKind);
    }

    [Theory]
    [InlineData("rdr_0000000000001")]
    [InlineData("someone")]
    public async Task Unknown_is_null(string id)
    {
        await using var site = await ModeratedSite.OpenAsync();

        var data = await site.DataAsync(site.Mod, "query ($id: ID!) { moderation { reader(id: $id) { reportsAgainst } } }", new { id });

        Assert.Equal(JsonValueKind.Null, data.At("moderation", "reader").ValueKind);
    }
}
