using System.Collections.Concurrent;
using System.Diagnostics;
using Engagement.Articles;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Writes;

public sealed class SqliteGateTests
{
    private const int Writers = 16;
    private const int WritesEach = 15;

    /// <summary>Generous, for a machine that is busy with other things: without the gate single writes starve for many seconds.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_of_several_kinds_and_of_another_process_never_find_the_database_locked()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        var article = await site.ArticleAsync();
        var readers = await site.ReadersAsync(Writers);
        var target = await site.Alice.PostAsync(article, "target");
        var times = new ConcurrentBag<TimeSpan>();
        var imports = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var importing = Task.Run(() => ImportAsync(site.Server, () => Interlocked.Increment(ref imports), stop.Token), Cancel);
        Assert.True(await Wait.UntilAsync(async () => importing.IsCompleted || await ArticlesAsync(site.Server.Database) > 1));

        await Task.WhenAll(readers.Select((r, i) => WriteAsync(r, i)));
        await stop.CancelAsync();

        await importing;
        Assert.True(imports > 0, "The other process wrote nothing.");
        Assert.DoesNotContain(site.Server.Logs.Lines, l => l.Text.Contains("database is locked", StringComparison.Ordinal));
        site.Server.AssertNothingWasTriedAgain();
        var p95 = times.Order().ElementAt(times.Count * 95 / 100);
        Assert.True(p95 < Bound, $"p95 was {p95.TotalMilliseconds} ms");
        await site.Server.VerifyCountsAsync();

        async Task WriteAsync(Person reader, int number)
        {
            for (var i = 0; i < WritesEach; i++)
            {
                var started = Stopwatch.GetTimestamp();
                if (number % 4 == 0)
                    await reader.DoAsync("reactToComment", "ReactToCommentInput", "comment { id }", new { commentId = target, kind = i % 2 == 0 ? "LIKE" : "AGREE" });
                else if (number % 4 == 1)
                    await reader.DoAsync("reportComment", "ReportCommentInput", "comment { id }", new { commentId = target, reason = "SPAM" });
                else
                    await reader.PostAsync(article, "text");
                times.Add(Stopwatch.GetElapsedTime(started));
            }
        }
    }

    private static async Task<int> ArticlesAsync(TestDatabase database)
    {
        await using var db = database.OpenContext();
        return await db.Set<Article>().CountAsync(Cancel);
    }

    /// <summary>What a command does beside the server, with a gate of its own: one transaction of 200 articles after the other.</summary>
    private static async Task ImportAsync(EngagementServer server, Action written, CancellationToken stop)
    {
        using var folder = new TestFolder();
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            await File.WriteAllLinesAsync(
                folder.File("articles.jsonl"),
                Enumerable.Range(0, 2_000).Select(i => $$"""{"key": "i{{i}}", "url": "https://news.example/i{{i}}", "title": "Title {{round}}"}"""), Cancel);
            var finished = await Shell.RunAsync(
                folder, "articles", "import", folder.File("articles.jsonl"), "--config", $"Database:ConnectionString={server.Database.ConnectionString}");
            Assert.True(finished.ExitCode == CommandLine.Success, finished.Error);
            written();
        }
    }
}
