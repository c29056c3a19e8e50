using System.Text.Json;
using Engagement.Readers;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class CountsCommandTests
{
    [Theory, EachEngine]
    public async Task A_wrong_count_is_found_repaired_and_gone(string engine)
    {
        await using var server = await EngagementServer.StartAsync(engine);
        await server.Client.QueryAsync(
            """mutation { registerArticles(input: {articles: [{key: "a", url: "https://news.example/a", title: "A"}]}) { created } }""",
            token: server.Token("press", Roles.Publisher));
        await using (var db = server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Articles\" SET \"CommentCount\" = 7", TestContext.Current.CancellationToken);
        string[] verify =
            ["counts", "verify", "--config", $"Database:Provider={engine}", "--config", $"Database:ConnectionString={server.Database.ConnectionString}"];

        var found = await Shell.RunAsync([.. verify, "--json"]);
        var repaired = await Shell.RunAsync([.. verify, "--repair"]);
        var clean = await Shell.RunAsync(verify);

        var report = JsonSerializer.Deserialize<JsonElement>(found.Output);
        Assert.Equal(CommandLine.Failure, found.ExitCode);
        Assert.Equal(1, report.GetProperty("articles").GetInt32());
        Assert.Equal("7", report.GetProperty("mismatches")[0].GetProperty("stored").GetString());
        Assert.Equal(CommandLine.Success, repaired.ExitCode);
        Assert.Contains("counted 0", repaired.Output);
        Assert.Equal((CommandLine.Success, "1 articles, 0 wrong counts\n"), (clean.ExitCode, clean.Output));
    }

    [Theory, EachEngine]
    public async Task A_sequence_number_below_a_comments_is_repaired_and_posts_go_on(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        await site.Alice.PostAsync(article, "1");
        await site.Alice.PostAsync(article, "2");
        await using (var db = site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Articles\" SET \"LastSeq\" = 1", TestContext.Current.CancellationToken);

        var repaired = await Shell.RunAsync(
            ["counts", "verify", "--repair", "--config", $"Database:Provider={engine}", "--config", $"Database:ConnectionString={site.Server.Database.ConnectionString}"]);

        Assert.Contains("last sequence number is 1, counted 2", repaired.Output);
        await site.Server.VerifyCountsAsync();
        await site.Alice.PostAsync(article, "3");
    }
}
