using System.Text.Json;
using Engagement.Discovery.Trending;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Engagement.Server.Tests.Discovery.Press;

namespace Engagement.Server.Tests.Discovery;

/// <summary>What trends. Cuts are in years to come, so that none of a server's own follows.</summary>
public sealed class TrendingTests
{
    private const int Articles = 12, Rounds = 6;

    private static readonly DateTime FirstCut = new(2040, 3, 4, 5, 30, 0, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Any_ranking_is_that_of_the_plain_formula_also_after_removals(string engine)
    {
        await using var site = await StartAsync(engine);
        var seen = 0;
        for (var (round, cut) = (0, FirstCut); round < Rounds; round++)
        {
            cut = cut.AddMinutes(30); // at whole hours, too
            var rows = await TrendingRows.DrawAsync(site.Server.Database, cut, new Random(round));
            Assert.True(await Ranking(site.Server).RankAsync(cut, Cancel));
            seen += await CompareAsync(site, rows, cut, round);

            Assert.True(await rows.RemoveSomeAsync(site.Server.Database) > 0);
            cut = cut.AddMinutes(30);
            Assert.True(await Ranking(site.Server).RankAsync(cut, Cancel));
            seen += await CompareAsync(site, rows, cut, round);
        }
        Assert.True(seen > Rounds * 2 * Articles, $"Only {seen} articles trended at all.");
    }

    [Theory, EachEngine]
    public async Task Two_replicas_rank_once_and_answer_alike(string engine)
    {
        Assert.SkipWhen(engine == Engines.Sqlite, "A SQLite file has one server.");
        await using var site = await StartAsync(engine);
        await using var replica = await site.Server.StartReplicaAsync();
        var seen = 0;
        for (var (round, cut) = (0, FirstCut); round < Rounds; round++, cut = cut.AddMinutes(30))
        {
            await TrendingRows.DrawAsync(site.Server.Database, cut, new Random(round));
            var won = await Task.WhenAll(Ranking(site.Server).RankAsync(cut, Cancel), Ranking(replica).RankAsync(cut, Cancel));
            Assert.Single(won, w => w);
            await TrendingRows.DrawAsync(site.Server.Database, cut, new Random(-1)); // what changes now changes no answer
            foreach (var within in Enum.GetValues<TrendingWindow>())
            {
                var answer = await AskAsync(site.Anybody, TrendingBy.All, within, null);
                seen += answer.GetArrayLength();
                Assert.Equal(answer.GetRawText(), (await AskAsync(site.Anybody with { Client = replica.Client }, TrendingBy.All, within, null)).GetRawText());
            }
        }
        Assert.True(seen > Rounds * Articles, $"Only {seen} articles trended at all.");
        await using var db = site.Server.Database.OpenContext();
        Assert.Single(await db.Set<TrendingCut>().ToListAsync(Cancel)); // older ones are gone
        Assert.Single(await db.Set<TrendingScore>().Select(s => s.Cut).Distinct().ToListAsync(Cancel));
    }

    [Theory, EachEngine]
    public async Task What_readers_do_trends_at_the_next_cut(string engine)
    {
        await using var site = await StartAsync(engine);
        var (busy, argued) = (await site.IdAsync("a0"), await site.IdAsync("a1"));
        var people = Enumerable.Range(0, 3).Select(i => site.Person($"reader {i}")).ToList();
        var comments = new List<string>();
        foreach (var person in people)
            comments.Add(await person.PostAsync(busy, "Mine"));
        for (var i = 0; i < 20; i++)
            await people[i % 2].PostAsync(argued, "No, you"); // two who argue do not trend
        await people[0].DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comments[1], kind = "LIKE" });
        var cut = TrendingRules.CutOf(DateTime.UtcNow.AddHours(1)); // of the last 30 to 60 minutes

        await Ranking(site.Server).RankAsync(cut, Cancel);
        var ranked = Assert.Single((await AskAsync(site.Anybody, TrendingBy.Comments, TrendingWindow.Day, null)).EnumerateArray());
        Assert.Equal(("a0", 3, 1), (ranked.At("article", "key").GetString(), ranked.GetProperty("score").GetDouble(), ranked.GetProperty("rank").GetInt32()));
        Assert.Equal(13, (await AskAsync(site.Anybody, TrendingBy.All, TrendingWindow.Day, null))[0].GetProperty("score").GetDouble());
        Assert.Empty((await AskAsync(site.Anybody, TrendingBy.Reactions, TrendingWindow.Day, null)).EnumerateArray()); // of one reader only

        await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "__typename", new { commentId = comments[2], reason = "SPAM" });
        await Ranking(site.Server).RankAsync(cut.AddMinutes(30), Cancel);
        Assert.Empty((await AskAsync(site.Anybody, TrendingBy.Comments, TrendingWindow.Day, null)).EnumerateArray());
    }

    [Theory, EachEngine]
    public async Task One_that_was_unpublished_or_merged_since_is_left_out_without_a_gap(string engine)
    {
        await using var site = await StartAsync(engine);
        var rows = await TrendingRows.DrawAsync(site.Server.Database, FirstCut, new Random(1));
        await Ranking(site.Server).RankAsync(FirstCut, Cancel);
        var before = Keys(await AskAsync(site.Anybody, TrendingBy.All, TrendingWindow.Week, null));
        Assert.True(before.Count >= 4);

        await site.RegisterAsync(Article(before[0], state: "UNPUBLISHED"));
        await site.ArticleAsync("new");
        await site.Publisher.TryAsync("mergeArticles", "MergeArticlesInput", "__typename", new { fromKey = "new", intoKey = before[2] });
        foreach (var who in (Person[])[site.Anybody, site.Publisher])
        {
            var answer = await AskAsync(who, TrendingBy.All, TrendingWindow.Week, null);
            Assert.Equal(before.Skip(1), Keys(answer));
            Assert.Equal(Enumerable.Range(1, before.Count - 1), answer.EnumerateArray().Select(a => a.GetProperty("rank").GetInt32()));
        }
        Assert.Empty((await site.Anybody.QueryAsync("{ trending(by: ALL, first: 0) { rank } }")).GetProperty("trending").EnumerateArray());
        Assert.Equal(rows.Plain(FirstCut, TrendingBy.All, TrendingWindow.Week).Keys.Order(), before.Order());
    }

    [Theory, EachEngine]
    public async Task A_ranking_is_due_when_a_cut_has_passed_that_nobody_ranked_at(string engine)
    {
        await using var site = await StartAsync(engine, ranks: true);
        var ranking = Ranking(site.Server);
        Assert.True(await Wait.UntilAsync(async () => (await CutsAsync(site)).Count == 1)); // when it started
        var cut = Assert.Single(await CutsAsync(site));
        Assert.InRange(DateTime.UtcNow - cut, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(31));
        Assert.Equal(0, cut.Ticks % TimeSpan.FromMinutes(30).Ticks);

        await using (var db = site.Server.Database.OpenContext())
            await db.Set<TrendingCut>().ExecuteUpdateAsync(c => c.SetProperty(p => p.Cut, p => cut.AddDays(-1)), Cancel);
        Assert.True(await ranking.RankIfDueAsync(Cancel));
        Assert.False(await ranking.RankIfDueAsync(Cancel));
        Assert.True(Assert.Single(await CutsAsync(site)) >= cut);
    }

    [Theory, EachEngine]
    public async Task If_it_cannot_be_read_it_is_null_and_the_rest_is_there(string engine)
    {
        await using var site = await StartAsync(engine);
        await using (var db = site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"TrendingScores\" RENAME TO \"Away\"", Cancel);

        var answer = await site.Server.Client.AskAsync("{ article(by: {key: \"a0\"}) { key } trending { rank } }");
        Assert.Equal("""{"article":{"key":"a0"},"trending":null}""", answer.GetProperty("data").GetRawText());
        Assert.Single(site.Server.Logs.Lines, l => l.Text.Contains("TrendingList[152]", StringComparison.Ordinal));
        Assert.Equal("INVALID_PAGE", (await site.Server.Client.AskAsync("{ trending(first: 101) { rank } }")).GetProperty("errors")[0].At("extensions", "code").GetString());
    }

    /// <param name="engine">Which.</param>
    /// <param name="ranks">Whether the server ranks when it starts.</param>
    private static async Task<Site> StartAsync(string engine, bool ranks = false)
    {
        var site = await Site.StartAsync(engine, new ServerSetup { Ranks = ranks, Settings = ["Transport:KeptAnswers=0", "Discovery:RankingInterval=00:10:00"] });
        await site.RegisterAsync([.. Enumerable.Range(0, Articles).Select(i => Article($"a{i}", publishedAt: $"2025-01-{i + 1:00}T00:00:00Z", channels: [i % 2 == 0 ? "even" : "odd"]))]);
        return site;
    }

    private static TrendingRanking Ranking(EngagementServer server) => server.Services.GetRequiredService<TrendingRanking>();

    /// <summary>All lists, each whole, in a channel, and by its first three; returns how many were in them.</summary>
    private static async Task<int> CompareAsync(Site site, TrendingRows rows, DateTime cut, int round)
    {
        var seen = 0;
        foreach (var by in Enum.GetValues<TrendingBy>())
            foreach (var within in Enum.GetValues<TrendingWindow>())
            {
                var plain = rows.Plain(cut, by, within);
                var answer = (await AskAsync(site.Anybody, by, within, null)).EnumerateArray().ToList();
                var keys = answer.ConvertAll(a => a.At("article", "key").GetString()!);
                Assert.True(plain.Keys.Order().SequenceEqual(keys.Order()), $"Round {round}, {by} {within}: {string.Join(' ', keys)} instead of {string.Join(' ', plain.Keys)}");
                Assert.Equal(Enumerable.Range(1, keys.Count), answer.Select(a => a.GetProperty("rank").GetInt32()));
                foreach (var (key, one) in keys.Zip(answer))
                    Assert.Equal(plain[key], one.GetProperty("score").GetDouble(), 1e-6);
                foreach (var (one, next) in answer.Zip(answer.Skip(1)))
                    Assert.True(Place(one).CompareTo(Place(next)) > 0, $"{one} comes before {next}");
                Assert.Equal(keys.Where(k => int.Parse(k[1..]) % 2 == 0), Keys(await AskAsync(site.Anybody, by, within, "even")));
                Assert.Equal(keys.Take(3), Keys(await AskAsync(site.Anybody, by, within, null, 3)));
                seen += keys.Count;
            }
        Assert.Equal(0, (await AskAsync(site.Anybody, TrendingBy.All, TrendingWindow.Week, "unknown")).GetArrayLength());
        return seen;
    }

    /// <summary>By score, then by time.</summary>
    private static (double, string) Place(JsonElement one) => (one.GetProperty("score").GetDouble(), one.At("article", "publishedAt").GetString()!);

    private static async Task<JsonElement> AskAsync(Person who, TrendingBy by, TrendingWindow within, string? channel, int first = 100) =>
        (await who.QueryAsync(
            "query($by: TrendingBy!, $within: TrendingWindow!, $channel: String, $first: Int!) { trending(by: $by, within: $within, channel: $channel, first: $first) { rank score article { key publishedAt } } }",
            new { by = $"{by}".ToUpperInvariant(), within = $"{within}".ToUpperInvariant(), channel, first })).GetProperty("trending");

    private static List<string> Keys(JsonElement trending) => [.. trending.EnumerateArray().Select(a => a.At("article", "key").GetString()!)];

    private static async Task<List<DateTime>> CutsAsync(Site site)
    {
        await using var db = site.Server.Database.OpenContext();
        return await db.Set<TrendingCut>().Select(c => c.Cut).ToListAsync(Cancel);
    }
}
