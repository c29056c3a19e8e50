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
public sealed class PreparedReadsTests
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
        Assert.Empty(await Reads(server).ReadByAsync<Comment>("Comments", "ArticleId", [1L, 2L], Cancel));
    }

    [Theory, EachEngine]
    public async Task Every_number_of_values_finds_each_row_once(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        for (var i = 0; i < 5; i++)
            await site.ArticleAsync($"a{i}");
        for (var i = 1; i <= 5; i++)
        {
            string[] keys = [.. Enumerable.Range(0, i).Select(n => $"a{n}")];
            var found = await Reads(site.Server).ReadByAsync<Article>("Articles", "Key", keys, Cancel);
            Assert.Equal(keys, found.Select(a => a.Key).Order(StringComparer.Ordinal));
        }
    }

    [Theory, EachEngine]
    public async Task Reads_at_once_do_not_mix(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        for (var i = 0; i < 5; i++)
            await site.ArticleAsync($"a{i}");
        var found = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            Task.Run(() => Reads(site.Server).ReadByAsync<Article>("Articles", "Key", [$"a{i % 5}"], Cancel))));
        Assert.All(found.Index(), f => Assert.Equal($"a{f.Index % 5}", Assert.Single(f.Item).Key));
    }

    [Theory, EachEngine]
    public async Task Tables_may_change_under_a_prepared_statement(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync("a");
        Assert.Single(await Reads(site.Server).ReadByAsync<Article>("Articles", "Key", ["a"], Cancel));
        await using (var db = await OpenAsync(site.Server))
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Articles\" ADD \"Later\" INTEGER NULL", Cancel);
        Assert.Single(await Reads(site.Server).ReadByAsync<Article>("Articles", "Key", ["a"], Cancel));
    }

    [Theory, InlineData(Engines.PostgreSql)]
    public async Task Connection_that_the_server_ended_while_idle_fails_no_read(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync("a");
        Assert.Single(await Reads(site.Server).ReadByAsync<Article>("Articles", "Key", ["a"], Cancel));
        await using (var db = await OpenAsync(site.Server))
            await db.Database.SqlQueryRaw<bool>("SELECT pg_terminate_backend(pid) AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").ToListAsync(Cancel);
        Assert.Single(await Reads(site.Server).ReadByAsync<Article>("Articles", "Key", ["a"], Cancel));
    }

    [Theory, EachEngine]
    public async Task Read_that_is_given_up_leaves_the_next_one_alone(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync("a");
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reads(site.Server).ReadByAsync<Article>("Articles", "Key", ["a"], given.Token));
        Assert.Single(await Reads(site.Server).ReadByAsync<Article>("Articles", "Key", ["a"], Cancel));
    }

    /// <summary>Compares all rows of a table; their number.</summary>
    private static async Task<int> CompareAsync<T>(EngagementServer server, string table) where T : class
    {
        await using var db = await OpenAsync(server);
        var entity = db.Model.FindEntityType(typeof(T))!; // mapped, or the next line fails
        var expected = await db.Set<T>().AsNoTracking().ToListAsync(Cancel);
        var actual = await Reads(server).ReadAsync<T>((_, columns) => $"SELECT {columns} FROM \"{table}\"", [], Cancel);
        Assert.Equal(Values(expected), Values(actual));
        return actual.Count;

        // Kinds of times among them: equal instants of different kinds are not the same.
        IEnumerable<string> Values(IEnumerable<T> rows) => rows
            .Select(r => string.Join("; ", entity.GetProperties().Select(p => $"{p.Name}={Text(p.PropertyInfo!.GetValue(r))}")))
            .Order(StringComparer.Ordinal);
    }

    private static string Text(object? value) => value is DateTime time ? $"{time:O} {time.Kind}" : $"{value}";

    private static Task<EngagementDbContext> OpenAsync(EngagementServer server) =>
        server.Services.GetRequiredService<IDbContextFactory<EngagementDbContext>>().CreateDbContextAsync(Cancel);

    private static PreparedReads Reads(EngagementServer server) => server.Services.GetRequiredService<PreparedReads>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
