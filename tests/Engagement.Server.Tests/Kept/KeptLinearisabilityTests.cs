using System.Diagnostics;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Transport;
using Engagement.Server.Tests.Writes;
using Xunit;

namespace Engagement.Server.Tests.Kept;

/// <summary>
/// Readers of kept answers beside writers: who asks after a write was answered sees it, and who reacted more than a second ago
/// is counted.
/// </summary>
public sealed class KeptLinearisabilityTests
{
    private const int Writers = 4, Posts = 40, Readers = 6;

    private const string Page = """
        query($id: ID!) { article(by: {id: $id}) {
          engagement { comments } comments(first: 1, orderBy: OLDEST) { totalCount nodes { reactions { count } } }
        } }
        """;

    [Theory, EachEngine]
    public async Task Content_is_exact_after_every_answer_and_tallies_are_at_most_a_second_old(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var first = await site.Alice.PostAsync(article, "First");
        var crowd = await site.ReadersAsync(Writers * Posts);
        using var counters = new Counters(site.Server.Services);
        var (posted, done) = (1, 0);
        var reacted = new List<long>();

        var writers = Enumerable.Range(0, Writers).Select(async w =>
        {
            foreach (var reader in crowd.Skip(w * Posts).Take(Posts))
            {
                await reader.PostAsync(article, "Another");
                Interlocked.Increment(ref posted);
                await reader.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = first, kind = "LIKE" });
                lock (reacted)
                    reacted.Add(Stopwatch.GetTimestamp());
            }
        }).ToList();
        var readers = Enumerable.Range(0, Readers).Select(async _ =>
        {
            while (Volatile.Read(ref done) == 0)
            {
                var least = (Comments: Volatile.Read(ref posted), Reactions: Reacted(TimeSpan.FromSeconds(1)));
                var seen = await SeeAsync(site, article);
                Assert.True(seen.Comments >= least.Comments, $"{least.Comments} comments had been answered, {seen.Comments} were shown.");
                Assert.Equal(seen.Comments, seen.TopLevel);
                Assert.True(seen.Reactions >= least.Reactions, $"{least.Reactions} reactions were older than a second, {seen.Reactions} were shown.");
            }
        }).ToList();
        await Task.WhenAll(writers);
        Volatile.Write(ref done, 1);
        await Task.WhenAll(readers);

        Assert.True(counters["answers/source=kept"] > 0);
        Assert.True(await Wait.UntilAsync(async () => await SeeAsync(site, article) == (Writers * Posts + 1, Writers * Posts + 1, Writers * Posts)));
        await site.Server.VerifyCountsAsync();

        int Reacted(TimeSpan ago)
        {
            lock (reacted)
                return reacted.Count(t => Stopwatch.GetElapsedTime(t) >= ago);
        }
    }

    private static async Task<(int Comments, int TopLevel, int Reactions)> SeeAsync(Site site, string id)
    {
        var article = (await site.Anybody.QueryAsync(Page, new { id })).GetProperty("article");
        var comments = article.GetProperty("comments");
        return (
            article.GetProperty("engagement").GetProperty("comments").GetInt32(),
            comments.GetProperty("totalCount").GetInt32(),
            comments.GetProperty("nodes")[0].GetProperty("reactions").EnumerateArray().Sum(r => r.GetProperty("count").GetInt32()));
    }
}
