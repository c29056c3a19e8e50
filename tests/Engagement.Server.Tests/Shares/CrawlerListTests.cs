using System.Text.Json;
using Engagement.Counts.Traffic;
using Engagement.Server.Tests.Contract;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>Our list of crawlers against the one that it comes from, with its examples.</summary>
public sealed class CrawlerListTests
{
    /// <summary>The browser inside Facebook's app, which its list takes for a preview.</summary>
    private const string Reader = "MetaIAB Facebook";

    [Fact]
    public async Task Every_example_is_known()
    {
        var file = Repository.Path("tests", "Engagement.Server.Tests", "conformance", "node_modules", "crawler-user-agents", "crawler-user-agents.json");
        Assert.SkipUnless(File.Exists(file), "npm ci was not run.");
        using var list = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var agents = list.RootElement.EnumerateArray().SelectMany(e => e.GetProperty("instances").EnumerateArray()).Select(a => a.GetString()!).ToList();

        Assert.True(agents.Count > 2_000, $"{agents.Count} examples");
        Assert.DoesNotContain(agents, a => !a.Contains(Reader, StringComparison.Ordinal) && Crawlers.Find(a) is null);
    }
}
