using Engagement.Server.Commands;
using Engagement.Server.Import;
using Engagement.Server.Tests.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Import;

/// <summary>`articles import` of folders and files of all kinds, beside a running server.</summary>
public sealed class ImportPathsTests
{
    [Fact]
    public async Task Folders_and_files_of_all_kinds_are_read_and_what_is_no_article_is_told()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("pages/page_files"));
        await WriteAsync(folder, "pages/a.html", Page("a", "Page A"));
        await WriteAsync(folder, "pages/b.HTM", Page("b", "Page B"));
        await WriteAsync(folder, "pages/section.html", "<title>Section</title>");
        await WriteAsync(folder, "pages/page_files/style.css", "p {}");
        await WriteAsync(folder, "pages/large.html", new string('x', ImportFile.MaxLength + 1));
        await WriteAsync(folder, "feed.xml", Feed("c", "Feed C"));
        await WriteAsync(folder, "lines.jsonl", """{"key":"d","url":"https://news.example/d","title":"Line D"}""");

        var (code, output, error) = await ImportAsync(site, folder.File("pages"), folder.File("feed.xml"), folder.File("pages/a.html"), folder.File("lines.jsonl"));

        Assert.Equal((CommandLine.Failure, "4 new, 0 changed, 0 unchanged, 2 refused\n"), (code, output));
        Assert.Contains($"{folder.File("pages/section.html")}(1): The page does not say its URL", error);
        Assert.Contains($"{folder.File("pages/large.html")}(1): The file is longer than 10485760 bytes.", error);
        Assert.Contains("100 %", error);
        foreach (var (page, title) in new[] { ("a", "Page A"), ("b", "Page B"), ("c", "Feed C"), ("d", "Line D") })
            Assert.Equal(title, (await ArticleAsync(site, page)).GetProperty("title").GetString());
        Assert.Equal("0 new, 0 changed, 4 unchanged, 2 refused\n", (await ImportAsync(site, folder.File("pages"), folder.File("feed.xml"), folder.File("lines.jsonl"))).Output);
    }

    [Fact]
    public async Task A_page_and_a_feed_leave_of_a_known_article_what_they_do_not_say()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new
        {
            articles = new[]
            {
                new { key = "the-key", url = "https://news.example/first", title = "x", state = "UNPUBLISHED", channels = new[] { "world" }, keywords = new[] { "old" }, related = new[] { "other" } },
            },
        });
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "changed", new
        {
            articles = new[]
            {
                new { key = "the-key", url = "https://news.example/a", title = "x", state = "UNPUBLISHED", channels = new[] { "world" }, keywords = new[] { "old" }, related = new[] { "other" } },
            },
        });
        await WriteAsync(folder, "old.html", Page("first", "A copy of before", """<meta name="keywords" content="new">"""));
        await WriteAsync(folder, "feed.rss", Feed("a?utm_source=rss", "From the feed"));

        Assert.Equal("0 new, 2 changed, 0 unchanged, 0 refused\n", (await ImportAsync(site, folder.File("old.html"), folder.File("feed.rss"))).Output);

        var article = await ArticleAsync(site, "a");
        Assert.Equal(
            """{"key":"the-key","url":"https://news.example/a","title":"From the feed","state":"UNPUBLISHED","channels":[{"name":"world"}],"keywords":[{"name":"new"}]}""",
            article.GetRawText());
    }

    private static string Page(string page, string title, string head = "") =>
        $"""<title>{title}</title><link rel="canonical" href="https://news.example/{page}"><img src="http://127.0.0.1:9/never.png">{head}""";

    private static string Feed(string page, string title) =>
        $"<rss version=\"2.0\"><channel><item><title>{title}</title><link>https://news.example/{page}</link><guid isPermaLink=\"false\">guid-{title.Length}</guid></item></channel></rss>";

    private static Task WriteAsync(TestFolder folder, string name, string text) =>
        File.WriteAllTextAsync(folder.File(name), text, TestContext.Current.CancellationToken);

    private static async Task<(int ExitCode, string Output, string Error)> ImportAsync(Site site, params string[] paths)
    {
        var run = await Shell.RunAsync(["articles", "import", .. paths, "--config", $"Database:ConnectionString={site.Server.Database.ConnectionString}"]);
        return (run.ExitCode, run.Output, run.Error);
    }

    private static async Task<System.Text.Json.JsonElement> ArticleAsync(Site site, string page) => (await site.Publisher.QueryAsync(
        "query($url: URL!) { article(by: {url: $url}) { key url title state channels { name } keywords { name } } }", new { url = $"https://news.example/{page}" })).GetProperty("article");
}
