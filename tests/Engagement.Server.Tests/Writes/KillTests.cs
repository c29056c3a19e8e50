using Engagement.Comments;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Writes;

public sealed class KillTests
{
    private const int Writers = 30;

    [Theory, EachEngine]
    public async Task A_kill_while_many_write_loses_nothing_acknowledged_and_no_repeat_writes_twice(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var folder = new TestFolder();
        string[] settings =
        [
            $"Database:Provider={database.Engine}", $"Database:ConnectionString={database.ConnectionString}", "Pace:PostsPerMinute=0", "Pace:ReactionsPerMinute=0", "Pace:SharesPerMinute=0", "Pace:SharesPerAddress=0",
            "RateLimits:MutationsPerCaller=0", "RateLimits:MutationsPerAddress=0", "RateLimits:QueriesPerAddress=0", "RateLimits:QueriesPerCaller=0",
        ];
        var tokens = await FolderTokens.IssueAsync(folder.Path, Enumerable.Range(0, Writers).Select(i => $"writer{i}"));
        var (attempts, reactions, shares) = (new Attempts(), new ReactionAttempts(), new ShareAttempts());
        string article;
        await using (var first = await ServerProcess.StartAsync(folder.Path, settings))
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = first.Address };
            article = await SampleArticleAsync(http);
            var people = tokens.Select(t => new Person(new GraphQLClient(http), t.Key, t.Value)).ToList();
            var code = await SampleCodeAsync(http);
            var writing = people.SelectMany(p => new[] { attempts.WriteAsync(p, article), reactions.ReactAsync(p, article), shares.ShareAsync(p, article, code, http) }).ToList();
            Assert.True(await Wait.UntilAsync(() => attempts.Count > 5 * Writers && reactions.Count > 5 * Writers && shares.Count > 5 * Writers && shares.Followed > Writers));
            await first.KillAsync();
            await Task.WhenAll(writing);
        }
        Assert.Equal(Writers, attempts.Unanswered.Count);
        await AssertWrittenOnceAsync(database, attempts);
        await reactions.AssertWrittenAsync(database);
        await shares.AssertCountedAsync(database);

        await using (var second = await ServerProcess.StartAsync(folder.Path, settings))
        {
            using var http = new HttpClient { BaseAddress = second.Address };
            foreach (var keys in attempts.Acknowledged.Keys.Concat(attempts.Unanswered).ToList().Chunk(Writers))
                await Task.WhenAll(keys.Select(key => RepeatAsync(http, tokens, article, key, attempts)));
            Assert.Equal(CommandLine.Success, (await second.StopAsync()).ExitCode);
        }
        Assert.Equal(attempts.Acknowledged.Count, await AssertWrittenOnceAsync(database, attempts));
        var verified = await ServerProcess.RunAsync(folder.Path, ["counts", "verify", .. settings.SelectMany(s => new[] { "--config", s })]);
        Assert.True(verified.ExitCode == CommandLine.Success, verified.Output + verified.Error);
    }

    /// <summary>What was acknowledged is answered with the same comment; what was not is acknowledged now.</summary>
    private static async Task RepeatAsync(HttpClient http, IReadOnlyDictionary<string, string> tokens, string article, string key, Attempts attempts)
    {
        var subject = key[..key.IndexOf('-', StringComparison.Ordinal)];
        var answer = await new Person(new GraphQLClient(http), subject, tokens[subject]).AskToPostAsync(article, key, key: key);
        var id = answer.Payload().CommentId();
        Assert.Equal(attempts.Acknowledged.GetOrAdd(key, id ?? ""), id);
    }

    /// <summary>Every acknowledged post is there, and none twice. Returns how many there are.</summary>
    private static async Task<int> AssertWrittenOnceAsync(TestDatabase database, Attempts attempts)
    {
        var written = (await database.CommentsAsync()).ToLookup(c => c.Body, c => new CommentKey(c.ArticleId, c.Seq).ToString());
        Assert.All(attempts.Acknowledged, a => Assert.Equal([a.Value], written[a.Key]));
        Assert.All(written, w => Assert.Single(w));
        return written.Count;
    }

    private static async Task<string> SampleCodeAsync(HttpClient http)
    {
        var data = await new GraphQLClient(http).QueryAsync("""{ article(by: {key: "sberbank-china-ai"}) { shareLinks(channels: [COPY]) { sharedUrl } } }""");
        return data.GetProperty("article").GetProperty("shareLinks")[0].GetProperty("sharedUrl").GetString()![^10..^1]; // nine characters before the channel's
    }

    private static async Task<string> SampleArticleAsync(HttpClient http)
    {
        var data = await new GraphQLClient(http).QueryAsync("""{ article(by: {key: "sberbank-china-ai"}) { id } }""");
        return data.GetProperty("article").GetProperty("id").GetString()!; // of the sample site
    }
}
