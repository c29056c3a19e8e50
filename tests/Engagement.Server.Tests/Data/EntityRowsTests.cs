using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Data;

/// <summary>What is read past EF's query pipeline is what EF reads.</summary>
public sealed class EntityRowsTests
{
    [Theory, EachEngine]
    public async Task Every_mapped_property_is_read_as_EF_reads_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        await site.ArticleAsync("hidden", "UNPUBLISHED");
        var comment = await site.Alice.PostAsync(article, "Top 👍 ");
        var reply = await site.Bob.PostAsync(article, "Reply", comment);
        await site.Bob.DoAsync("editComment", "EditCommentInput", "comment { id }", new { commentId = reply, body = "Changed" });
        await site.Bob.DoAsync("reactToComment", "ReactToCommentInput", "comment { id }", new { commentId = comment, kind = "AGREE" });
        await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "comment { id }", new { commentId = comment, reason = "SPAM" });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", new
        {
            articleId = article, state = "OPEN", closesAt = "2099-01-02T03:04:05.678Z", message = "Soon over",
        });
        await site.Mod.DoAsync("banReader", "BanReaderInput", "reader { id }", new
        {
            readerId = (await site.Bob.QueryAsync("{ viewer { reader { id } } }")).GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString(),
            until = "2099-01-02T03:04:05.678Z", reason = "ABUSIVE",
        });

        Assert.Equal(2, await CompareAsync<Article>(site.Server, "Articles"));
        Assert.Equal(2, await CompareAsync<Comment>(site.Server, "Comments"));
        Assert.Equal(3, await CompareAsync<Reader>(site.Server, "Readers"));
    }

    [Theory, EachEngine]
    public async Task No_rows_are_an_empty_list(string engine)
    {
        await using var server = await EngagementServer.StartAsync(engine);
        await using var db = await OpenAsync(server);
        var rows = await db.ReadByAsync<Comment>(server.Services.GetRequiredService<SqlDialect>(), "Comments", "ArticleId", [1L, 2L], TestContext.Current.CancellationToken);
        Assert.Empty(rows);
    }

    /// <summary>Compares all rows of a table; their number.</summary>
    private static async Task<int> CompareAsync<T>(EngagementServer server, string table) where T : class
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var db = await OpenAsync(server);
        var entity = db.Model.FindEntityType(typeof(T))!; // mapped, or the next line fails
        var expected = await db.Set<T>().AsNoTracking().ToListAsync(cancel);
        var actual = await db.ReadAsync<T>(server.Services.GetRequiredService<SqlDialect>(), _ => $"SELECT * FROM \"{table}\"", [], cancel);
        Assert.Equal(Values(expected), Values(actual));
        return actual.Count;

        // Kinds of times among them: equal instants of different kinds are not the same.
        IEnumerable<string> Values(IEnumerable<T> rows) => rows
            .Select(r => string.Join("; ", entity.GetProperties().Select(p => $"{p.Name}={Text(p.PropertyInfo!.GetValue(r))}")))
            .Order(StringComparer.Ordinal);
    }

    private static string Text(object? value) => value is DateTime time ? $"{time:O} {time.Kind}" : $"{value}";

    private static Task<EngagementDbContext> OpenAsync(EngagementServer server) =>
        server.Services.GetRequiredService<IDbContextFactory<EngagementDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
