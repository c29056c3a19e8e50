using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Xunit;

namespace Engagement.Server.Tests.Benchmarks;

/// <summary><c>load run</c> at sizes that say nothing about speed.</summary>
public sealed class LoadRunTests
{
    private static readonly string[] Tiny =
        ["--articles", "8", "--comments", "120", "--readers", "10", "--seconds", "1", "--warm-up", "1", "--connections", "4", "--subscribers", "12"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_name_all_workloads_run_against_bare_Kestrel()
    {
        using var folder = new TestFolder();
        var finished = await RunAsync("--rounds", "1", "--json", folder.File("figures.json"));

        Assert.True(finished.ExitCode == 0, finished.Error);
        using var figures = Figures(folder);
        var workloads = figures.RootElement.GetProperty("workloads").EnumerateArray().ToDictionary(w => w.GetProperty("name").GetString() ?? "");
        Assert.Equal(["articles", "hot-article", "counts", "posts", "reactions", "live"], workloads.Keys);
        foreach (var workload in workloads.Values)
        {
            Assert.Contains(workload.GetProperty("title").GetString() ?? "none", finished.Output, StringComparison.Ordinal);
            var sides = workload.GetProperty("sides").EnumerateArray().ToList();
            Assert.Equal(["server", "bare Kestrel"], sides.Select(s => s.GetProperty("name").GetString()));
            foreach (var side in sides)
            {
                foreach (var figure in (string[])["perSecond", "p50Milliseconds", "p99Milliseconds", "cpuMicroseconds", "allocatedBytes", "generatorMicroseconds", "generatorShare"])
                    Assert.True(Median(side, figure) > 0, $"{figure} of {side}");
                Assert.InRange(Median(side, "p50Milliseconds"), 0, Median(side, "p99Milliseconds"));
            }
            Assert.True(Median(sides[0], "allocatedBytes") > Median(sides[1], "allocatedBytes"), $"Bare Kestrel allocates more than the server: {workload}");
            Assert.Equal("bare Kestrel", workload.GetProperty("ratios")[0].GetProperty("to").GetString());
            Assert.True(workload.GetProperty("generator").GetProperty("times").GetDouble() > 0);
        }
        Assert.True(Median(workloads["hot-article"].GetProperty("sides")[0].GetProperty("further"), "posts a second meanwhile") > 0);
        Assert.True(workloads["live"].GetProperty("sides")[0].GetProperty("further").TryGetProperty("KiB a socket", out _));
        Assert.Equal(6, finished.Output.Split("  generator: ").Length - 1);
        Assert.Equal(2, finished.Output.Split("  server: 8 articles, 0 wrong counts").Length - 1); // after posts and after reactions
    }

    [Fact]
    public async Task A_second_server_with_other_settings_runs_in_the_same_rounds()
    {
        using var folder = new TestFolder();
        var finished = await RunAsync("--rounds", "2", "--workload", "posts", "--other", "Writes:BatchSize=1", "--json", folder.File("figures.json"));

        Assert.True(finished.ExitCode == 0, finished.Error);
        using var figures = Figures(folder);
        var posts = figures.RootElement.GetProperty("workloads")[0];
        Assert.Equal(["server", "other", "bare Kestrel"], posts.GetProperty("sides").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.All(posts.GetProperty("sides").EnumerateArray(), s => Assert.Equal(2, s.GetProperty("rounds").GetArrayLength()));
        Assert.Equal(["other", "bare Kestrel"], posts.GetProperty("ratios").EnumerateArray().Select(r => r.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task A_server_that_runs_already_is_measured_on_the_data_of_load_data()
    {
        using var folder = new TestFolder();
        string[] storage = ["--config", "environment=Development", "--config", $"contentRoot={folder.Path}", "--config", $"Storage:Directory={folder.Path}"];
        var filled = await BenchmarksProgram.RunAsync(["load", "data", "--articles", "8", "--comments", "120", "--readers", "10", .. storage], Cancel);
        Assert.Equal((0, "8 articles, 10 readers, 120 comments in"), (filled.ExitCode, filled.Output[..filled.Output.LastIndexOf(" in ", StringComparison.Ordinal)] + " in"));
        await using var server = await ServerProcess.StartAsync(
            folder.Path, "RateLimits:QueriesPerCaller=0", "RateLimits:QueriesPerAddress=0", "RateLimits:MutationsPerCaller=0", "RateLimits:MutationsPerAddress=0", "Pace:PostsPerMinute=0");
        var tokens = (await FolderTokens.IssueAsync(folder.Path, ["alice", "bob"])).Values.SelectMany(t => new[] { "--token", t });

        var finished = await RunAsync(["--rounds", "1", "--workload", "articles", "--workload", "posts", "--against", server.Address.ToString(), "--json", folder.File("figures.json"), .. tokens]);

        Assert.True(finished.ExitCode == 0, finished.Error);
        using var figures = Figures(folder);
        var sides = figures.RootElement.GetProperty("workloads").EnumerateArray().Select(w => w.GetProperty("sides")[0]).ToList();
        Assert.Equal([server.Address.ToString(), server.Address.ToString()], sides.Select(s => s.GetProperty("name").GetString()));
        Assert.All(sides, s => Assert.True(Median(s, "allocatedBytes") > 0)); // its /metrics says so
    }

    [Fact]
    public async Task What_a_server_does_not_tell_is_unknown()
    {
        using var folder = new TestFolder();
        await using var server = await AnsweringServer.StartAsync(int.MaxValue, 200, "", Cancel);

        var finished = await RunAsync("--rounds", "1", "--workload", "articles", "--against", server.Address, "--json", folder.File("figures.json"));

        Assert.True(finished.ExitCode == 0, finished.Error);
        Assert.Contains("version 9.9 abc;", finished.Output, StringComparison.Ordinal);
        Assert.Contains("a page: unknown µs of CPU, unknown bytes allocated", finished.Output, StringComparison.Ordinal);
        Assert.Contains("CPU unknown, allocated unknown", finished.Output, StringComparison.Ordinal);
        using var figures = Figures(folder);
        var articles = figures.RootElement.GetProperty("workloads")[0];
        Assert.Equal(JsonValueKind.Null, articles.GetProperty("sides")[0].GetProperty("allocatedBytes").ValueKind);
        Assert.Equal(JsonValueKind.Null, articles.GetProperty("ratios")[0].GetProperty("cpuMicroseconds").ValueKind);
        Assert.True(Median(articles.GetProperty("sides")[0], "perSecond") > 0);
    }

    [Theory]
    [InlineData(0, 200, """{"errors":[{"message":"Unknown field."}],"data":null}""")]
    [InlineData(100, 200, """{"data":{"article":null}}""")]
    [InlineData(100, 200, """{"data":{"article":{"version":"1","comments":null}},"errors":[{"message":"INTERNAL"}]}""")]
    [InlineData(100, 503, "Later.")]
    public async Task A_wrong_answer_ends_the_run(int pages, int status, string answer)
    {
        using var folder = new TestFolder();
        await using var server = await AnsweringServer.StartAsync(pages, status, answer, Cancel);

        var finished = await RunAsync("--rounds", "1", "--workload", "articles", "--against", server.Address, "--json", folder.File("figures.json"));

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("A wrong answer: ", finished.Error, StringComparison.Ordinal);
        Assert.Contains(answer, finished.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("figures.json")));
    }

    [Theory]
    [InlineData("--against is an address such as http://127.0.0.1:5080/.", "--against", "here")]
    [InlineData("--engine is for servers that this starts, not for --against.", "--against", "http://127.0.0.1:1", "--engine", "Sqlite")]
    [InlineData("--token is for a server that is named by --against.", "--token", "x")]
    [InlineData("--rounds is 1 to 100.", "--rounds", "0")]
    [InlineData("Connection refused", "--against", "http://127.0.0.1:1")]
    [InlineData("/nowhere is not there.", "--json", "/nowhere/figures.json")]
    public async Task What_cannot_be_run_is_told_before(string message, params string[] arguments)
    {
        var finished = await BenchmarksProgram.RunAsync(["load", "run", .. arguments], Cancel);

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_posts_to_a_server_without_a_token_of_a_reader()
    {
        await using var server = await AnsweringServer.StartAsync(0, 200, """{"data":{"article":{"id":"art_1"}}}""", Cancel);

        var finished = await BenchmarksProgram.RunAsync(["load", "run", "--workload", "posts", "--against", server.Address], Cancel);

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("Nobody may post: name readers by --token.", finished.Error, StringComparison.Ordinal);
    }

    private static Task<Finished> RunAsync(params string[] arguments) => BenchmarksProgram.RunAsync(["load", "run", .. Tiny, .. arguments], Cancel);

    private static JsonDocument Figures(TestFolder folder) => JsonDocument.Parse(File.ReadAllText(folder.File("figures.json")));

    private static double Median(JsonElement of, string figure) => of.GetProperty(figure).GetProperty("median").GetDouble();
}
