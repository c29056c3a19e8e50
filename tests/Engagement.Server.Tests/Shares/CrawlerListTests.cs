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

    [Theory]
    [InlineData("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)")]
    [InlineData("Microsoft Office Existence Discovery")]
    [InlineData("Barracuda Sentinel (EE)")]
    [InlineData("Mozilla/5.0 (compatible; Proofpoint URL Defense)")]
    [InlineData("Dart/3.5 (dart:io)")]
    [InlineData("Java/17.0.2")]
    [InlineData("PostmanRuntime/7.43.0")]
    [InlineData("node")]
    public void What_scans_mail_and_HTTP_libraries_are_known(string agent) => Assert.NotNull(Crawlers.Find(agent));

    [Theory]
    [InlineData(Browser.Firefox)]
    [InlineData(Browser.Safari)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0]")]
    [InlineData("NewsApp/4.2 (Android 15; Dart/3.5)")]
    public void A_readers_program_is_not(string agent) => Assert.Null(Crawlers.Find(agent));

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
