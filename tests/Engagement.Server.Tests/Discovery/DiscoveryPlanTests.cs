using Engagement.Data;
using Engagement.Discovery.Trending;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Data;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Engagement.Server.Tests.Discovery.Press;

namespace Engagement.Server.Tests.Discovery;

/// <summary>The statements of channels, related articles and rankings read tables that grow by index.</summary>
public sealed class DiscoveryPlanTests
{
    private static readonly string[] Growing =
        ["Articles", "ArticleTerms", "Terms", "TermArticles", "TrendingScores", "Comments", "Reactions", "ArticleReactions", "ShareHours"];

    /// <summary>What SQLite calls a table by its alias, too.</summary>
    private static readonly string[] Aliases = ["t", "a", "s", "c", "x"];

    [Theory, EachEngine]
    public async Task A_page_of_a_channels_articles(string engine)
    {
        await using var run = await Run.StartAsync(engine, "FROM \"TermArticles\" INNER JOIN");
        await run.Site.Anybody.QueryAsync("{ channel(name: \"c1\") { articles(first: 3, after: \"a_0000000000zzz1\") { nodes { key } } } }");
        var plan = Assert.Single(run.Plans.Take());
        AssertByIndex(plan);
        AssertUnsorted(plan);
    }

    [Theory, EachEngine]
    public async Task What_is_related(string engine)
    {
        await using var run = await Run.StartAsync(engine, "SELECT");
        await run.Site.Anybody.QueryAsync("{ article(by: {key: \"a1\"}) { related { key } } }");
        var plans = run.Plans.Take();
        Assert.InRange(plans.Count, 6, 15);
        Assert.All(plans, AssertByIndex);
    }

    [Theory, EachEngine]
    public async Task The_channels_and_one_by_its_name(string engine)
    {
        await using var run = await Run.StartAsync(engine, "SELECT");
        await run.Site.Anybody.QueryAsync("{ channels { name } channel(name: \"c1\") { name } company(name: \"Acme 1\") { url } }");
        var plans = run.Plans.Take();
        Assert.NotEmpty(plans);
        Assert.All(plans, AssertByIndex);
    }

    [Theory, EachEngine]
    public async Task A_ranking_and_its_answer(string engine)
    {
        await using var run = await Run.StartAsync(engine, "SELECT");
        await run.Site.Server.Services.GetRequiredService<TrendingActivity>().ReadAsync(DateTime.UtcNow.Date, TrendingWindow.Day, TestContext.Current.CancellationToken);
        var plans = run.Plans.Take().Where(p => p.Contains("CreatedAt", StringComparison.Ordinal) || p.Contains("ShareHours", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, plans.Count);
        Assert.All(plans, AssertByIndex);

        foreach (var arguments in (string[])["within: WEEK", "within: WEEK, channel: \"c1\""])
        {
            await run.Site.Anybody.QueryAsync($$"""{ trending({{arguments}}) { rank } }""");
            var answer = Assert.Single(run.Plans.Take(), p => p.Contains("PK_TrendingScores", StringComparison.Ordinal) || p.Contains("sqlite_autoindex_TrendingScores", StringComparison.Ordinal));
            AssertByIndex(answer);
            AssertUnsorted(answer);
        }
    }

    private static void AssertByIndex(string plan)
    {
        foreach (var line in plan.Split('\n'))
        {
            Assert.DoesNotContain(Growing, t => line.Contains($"Seq Scan on \"{t}\"", StringComparison.Ordinal));
            Assert.DoesNotContain(Growing.Concat(Aliases), t => line.Trim() == $"SCAN {t}");
        }
    }

    private static void AssertUnsorted(string plan)
    {
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal); // SQLite's word for sorting
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }

    private sealed record Run(Site Site, PlanReader Plans) : IAsyncDisposable
    {
        public static async Task<Run> StartAsync(string engine, string text)
        {
            Assert.SkipWhen(engine == Engines.SqlServer, "Its plans are not read.");
            var plans = new PlanReader(engine, text);
            var site = await Site.StartAsync(engine, new ServerSetup
            {
                Settings = ["Live:PollInterval=00:01:00", "Live:StampInterval=00:01:00", "Placements:PollInterval=00:10:00"],
                Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(plans)),
            });
            await site.RegisterAsync([.. Enumerable.Range(0, 60).Select(i => Article(
                $"a{i}", $"Acme {i % 9} opens branch {i}", channels: [$"c{i % 3}"], keywords: [$"k{i % 9}"], companies: [$"Acme {i % 9}"], related: ["a5"]))]);
            plans.Take();
            return new Run(site, plans);
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
