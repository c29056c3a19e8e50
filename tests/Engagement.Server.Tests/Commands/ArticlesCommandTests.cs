using Engagement.Server.Commands;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class ArticlesCommandTests
{
    [Fact]
    public async Task Good_lines_go_in_beside_a_running_server_and_bad_ones_are_told()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        var file = folder.File("articles.jsonl");
        await File.WriteAllTextAsync(
            file,
            """
            {"key":"a","url":"https://news.example/a","title":"A"}
            {"key":"b","url":"nowhere","title":"B"}
            nonsense
            {"key":"c","url":"https://news.example/c","title":"C"}
            """,
            TestContext.Current.CancellationToken);
        string[] import = ["articles", "import", file, "--config", $"Database:ConnectionString={server.Database.ConnectionString}"];

        var first = await Shell.RunAsync(import);
        var second = await Shell.RunAsync(import);
        var data = await server.Client.QueryAsync("""{ articles(by: [{key: "a"}, {key: "c"}]) { title } }""");

        Assert.Equal((CommandLine.Failure, "2 new, 0 changed, 0 unchanged, 2 refused\n"), (first.ExitCode, first.Output));
        Assert.Contains($"{file}(2): ", first.Error);
        Assert.Contains($"{file}(3): ", first.Error);
        Assert.Contains("100 %", first.Error);
        Assert.Equal("0 new, 0 changed, 2 unchanged, 2 refused\n", second.Output);
        Assert.Equal("""{"articles":[{"title":"A"},{"title":"C"}]}""", data.ToString().Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_named_twice_is_imported_once()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        var file = folder.File("articles.jsonl");
        await File.WriteAllTextAsync(file, """{"key":"a","url":"https://news.example/a","title":"A"}""", TestContext.Current.CancellationToken);

        var import = await Shell.RunAsync("articles", "import", file, file, "--config", $"Database:ConnectionString={server.Database.ConnectionString}");

        Assert.Equal((CommandLine.Success, "1 new, 0 changed, 0 unchanged, 0 refused\n"), (import.ExitCode, import.Output));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made_by_an_import()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.File("none.jsonl"), "", TestContext.Current.CancellationToken);

        var (code, _, error) = await Shell.RunAsync(folder, "articles", "import", folder.File("none.jsonl"));

        Assert.Equal(CommandLine.Failure, code);
        Assert.Contains("database migrate", error);
        Assert.False(File.Exists(folder.File("engagement.db")));
    }
}
