using System.Text.Json;
using Engagement.Counts;
using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Live;

public sealed class LiveThreadTests
{
    private const int Writers = 30;
    private const int StepsAWriter = 20;
    private const int Followers = 100;

    [Theory, EachEngine]
    public async Task Followers_that_resume_at_random_end_with_exactly_what_is_there(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Documents:Cost=0"); // whole subtrees are read for comparing
        var article = await site.ArticleAsync();
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
            ids.Add(await site.Alice.PostAsync(article, $"before {i}"));
        var (start, page) = await ReadPageAsync(site, article);
        var end = page[^1].GetProperty("position").GetInt32();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var additions = Enumerable.Range(0, Followers / 2).Select(i => new AdditionFollower(site.Server.Address, article, start, i)).ToList();
        var ranges = Enumerable.Range(0, Followers / 2).Select(i => new RangeFollower(site.Server.Address, article, page, end, start, 1_000 + i)).ToList();
        var following = Task.WhenAll(additions.Concat<ThreadFollower>(ranges).Select(f => f.RunAsync(stop.Token)));
        var moderator = site.Person("moderator", Roles.Moderator);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => new ThreadWriter(site.Person($"writer-{i}"), moderator, article, ids, i).RunAsync(StepsAWriter))
            .Append(PremoderateNowAndThenAsync(moderator, article)));

        var all = await ReadAllAsync(site, article);
        var expectedRange = ThreadSelection.Range(all, end);
        var expectedPassages = all.Where(c => c.GetProperty("state").GetString() == "PUBLISHED" && c.GetProperty("addedVersion").GetInt64() > start)
            .ToDictionary(c => c.GetProperty("id").GetString()!, c => c.GetProperty("addedVersion").GetInt64());

        // At rest: everybody has all, or the wait gives up and the assertions say what is missing.
        await Wait.UntilAsync(() => following.IsCompleted
            || (ranges.All(r => r.Held.SequenceEqual(expectedRange)) && additions.All(a => HasAll(a, expectedPassages))));
        await stop.CancelAsync();
        await following;
        Assert.All(ranges, range => Assert.Equal(expectedRange, range.Held));
        Assert.All(additions, addition => Assert.All(expectedPassages, passage => Assert.Equal(passage.Value, addition.Passages.GetValueOrDefault(passage.Key))));
        Assert.True(additions.Concat<ThreadFollower>(ranges).Sum(f => f.Connections) > 2 * Followers, "Hardly anybody lost a connection.");
        var cancel = TestContext.Current.CancellationToken;
        Assert.Empty(await site.Server.Services.GetRequiredService<CountsVerifier>().VerifyAsync(false, null, cancel).ToListAsync(cancel));
    }

    private static bool HasAll(AdditionFollower follower, Dictionary<string, long> expected) =>
        expected.All(passage => follower.Passages.GetValueOrDefault(passage.Key) == passage.Value);

    private static async Task PremoderateNowAndThenAsync(Person moderator, string article)
    {
        for (var i = 0; i < 6; i++)
            await moderator.TryAsync("setCommenting", "SetCommentingInput", "article { id }", new { articleId = article, state = i % 2 == 0 ? "PREMODERATED" : "OPEN" });
    }

    private static async Task<(long Version, JsonElement[] Page)> ReadPageAsync(Site site, string article)
    {
        var node = (await site.Anybody.QueryAsync(
            $$"""query($id: ID!) { node(id: $id) { ... on Article { version comments(first: 10) { nodes { {{ThreadSelection.Comment}} } } } } }""", new { id = article })).GetProperty("node");
        return (node.GetProperty("version").GetInt64(), [.. node.GetProperty("comments").GetProperty("nodes").EnumerateArray()]);
    }

    /// <summary>All shown comments, oldest first within each level.</summary>
    private static async Task<List<JsonElement>> ReadAllAsync(Site site, string article)
    {
        var all = new List<JsonElement>();
        for (string? after = null; ;)
        {
            var page = (await site.Anybody.QueryAsync(
                $$"""
                query($id: ID!, $after: String) { node(id: $id) { ... on Article { comments(first: 20, after: $after, orderBy: OLDEST) {
                  pageInfo { hasNextPage endCursor } nodes { {{ThreadSelection.Comment}} descendants(first: 100) { pageInfo { hasNextPage } nodes { {{ThreadSelection.Comment}} } } }
                } } } }
                """, new { id = article, after })).GetProperty("node").GetProperty("comments");
            foreach (var root in page.GetProperty("nodes").EnumerateArray())
            {
                Assert.False(root.GetProperty("descendants").GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
                all.Add(JsonSerializer.SerializeToElement(root.EnumerateObject().Where(p => p.Name != "descendants").ToDictionary(p => p.Name, p => p.Value)));
                all.AddRange(root.GetProperty("descendants").GetProperty("nodes").EnumerateArray());
            }
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                return all;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
    }
}
