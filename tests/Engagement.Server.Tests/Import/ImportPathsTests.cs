using System.Data.Common;
using System.Text;
using Engagement.Data;
using Engagement.Server.Commands;
using Engagement.Server.Import;
using Engagement.Server.Tests.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
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

        Assert.Equal("0 new, 1 changed, 0 unchanged, 0 refused, 1 duplicate\n", (await ImportAsync(site, folder.File("old.html"), folder.File("feed.rss"))).Output);

        var article = await ArticleAsync(site, "a");
        Assert.Equal(
            """{"key":"the-key","url":"https://news.example/a","title":"From the feed","state":"UNPUBLISHED","channels":[{"name":"world"}],"keywords":[{"name":"new"}]}""",
            article.GetRawText());
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_keeps_nothing_else_out()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("in"));
        File.CreateSymbolicLink(folder.File("in/a.html"), folder.File("not-there"));
        File.CreateSymbolicLink(folder.File("in/b.html"), folder.File("in/b.html"));
        await WriteAsync(folder, "in/c.xml", "<rss version=\"9.9\"><channel><item/></channel></rss>");
        await WriteAsync(folder, "in/d.html", Page("d", "D"));

        var (code, output, error) = await ImportAsync(site, folder.File("in"));

        Assert.Equal((CommandLine.Failure, "1 new, 0 changed, 0 unchanged, 3 refused\n"), (code, output));
        Assert.Contains($"{folder.File("in/a.html")}: The file cannot be read.", error);
        Assert.Contains($"{folder.File("in/b.html")}: The file cannot be read.", error);
        Assert.Contains($"{folder.File("in/c.xml")}(1): ", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task A_folder_is_read_once_however_many_links_lead_to_it()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("in/sub"));
        await WriteAsync(folder, "in/a.html", "");
        await WriteAsync(folder, "in/sub/b.html", "");
        File.CreateSymbolicLink(folder.File("in/sub/loop"), "..");
        File.CreateSymbolicLink(folder.File("in/self"), ".");
        File.CreateSymbolicLink(folder.File("in/again"), "./self/sub/../sub");
        Directory.CreateDirectory(folder.File("other"));
        await WriteAsync(folder, "other/c.html", "");
        File.CreateSymbolicLink(folder.File("in/side"), folder.File("other"));

        var files = ImportFile.Find([new DirectoryInfo(folder.File("in")), new DirectoryInfo(folder.File("other"))]);

        Assert.Equal([folder.File("in/a.html"), folder.File("in/side/c.html"), folder.File("in/sub/b.html")], files.Select(f => f.ToString()));
    }

    [Fact]
    public async Task Of_several_files_about_one_article_the_first_counts_and_the_others_complete_it()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        await WriteAsync(folder, "1.html", Page("a", "", """<meta property="og:title" content="One">"""));
        await WriteAsync(folder, "2.html", Page("a/index.html", "Two", """<meta property="og:title" content="Two"><meta name="keywords" content="two">"""));
        await WriteAsync(folder, "3.rss", Feed("a?utm_source=rss", "Three"));
        await WriteAsync(folder, "4.html", Page("b", "B"));
        await WriteAsync(folder, "5.jsonl", """{"key":"b","url":"https://news.example/b","title":"Line B"}""");

        var first = await ImportAsync(site, folder.Path);
        var second = await ImportAsync(site, folder.Path);

        Assert.Equal((CommandLine.Success, "2 new, 0 changed, 0 unchanged, 0 refused, 3 duplicate\n"), (first.ExitCode, first.Output));
        Assert.Equal("0 new, 0 changed, 2 unchanged, 0 refused, 3 duplicate\n", second.Output);
        Assert.Contains($"{folder.File("2.html")}(1): A duplicate of {folder.File("1.html")}(1): only what that does not say is taken.", first.Error);
        Assert.Contains($"{folder.File("3.rss")}(1): A duplicate of {folder.File("1.html")}(1)", first.Error);
        Assert.Contains($"{folder.File("4.html")}(1): A duplicate of {folder.File("5.jsonl")}(1).", first.Error);
        var article = await ArticleAsync(site, "a");
        Assert.Equal(("One", """[{"name":"two"}]"""), (article.GetProperty("title").GetString(), article.GetProperty("keywords").GetRawText()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Entries_of_a_feed_that_name_one_article_in_different_ways_are_duplicates(bool isKnown)
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        await WriteAsync(folder, "1.jsonl", """{"key":"g","url":"https://news.example/a","title":"A"}""");
        await WriteAsync(folder, "2.rss", $"<rss version=\"2.0\"><channel>{Item("a", "g")}{Item("a/", "other")}{Item("b", "g")}</channel></rss>");
        if (isKnown)
            await ImportAsync(site, folder.File("1.jsonl"));

        var first = await ImportAsync(site, folder.File("2.rss"));
        var second = await ImportAsync(site, folder.File("2.rss"));

        Assert.Equal($"{(isKnown ? "0 new, 1 changed" : "1 new, 0 changed")}, 0 unchanged, 0 refused, 2 duplicate\n", first.Output);
        Assert.Equal("0 new, 0 changed, 1 unchanged, 0 refused, 2 duplicate\n", second.Output);

        static string Item(string page, string guid) =>
            $"<item><title>By {page}</title><link>https://news.example/{page}</link><guid isPermaLink=\"false\">{guid}</guid></item>";
    }

    [Fact]
    public async Task The_bare_title_of_a_page_replaces_none_that_is_known()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        await WriteAsync(folder, "1.jsonl", """{"key":"a","url":"https://news.example/a","title":"Registered"}""");
        await ImportAsync(site, folder.File("1.jsonl"));
        await WriteAsync(folder, "2.html", Page("a", "A | News"));
        Assert.Equal("0 new, 0 changed, 1 unchanged, 0 refused\n", (await ImportAsync(site, folder.File("2.html"))).Output);
        await WriteAsync(folder, "2.html", Page("a", "A | News", """<meta property="og:title" content="Headline">"""));
        Assert.Equal("0 new, 1 changed, 0 unchanged, 0 refused\n", (await ImportAsync(site, folder.File("2.html"))).Output);
        Assert.Equal("Headline", (await ArticleAsync(site, "a")).GetProperty("title").GetString());
    }

    [Theory, EachEngine]
    public async Task An_import_does_not_undo_what_the_publisher_does_meanwhile(string engine)
    {
        var reads = new BeforeReads();
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(reads)),
        });
        await site.ArticleAsync("a", "PUBLISHED", "world");
        reads.Meanwhile = () => site.ArticleAsync("a", "UNPUBLISHED", "banking");

        using var feed = new MemoryStream(Encoding.UTF8.GetBytes(Feed("a", "From the feed")));
        var totals = await site.Server.Services.GetRequiredService<ArticlesImport>().RunAsync("f.xml", feed, _ => { }, TestContext.Current.CancellationToken);

        Assert.Null(reads.Meanwhile);
        Assert.Equal(new ImportTotals(Changed: 1), totals);
        Assert.Equal(
            """{"key":"a","url":"https://news.example/a","title":"From the feed","state":"UNPUBLISHED","channels":[{"name":"banking"}],"keywords":[]}""",
            (await ArticleAsync(site, "a")).GetRawText());
    }

    [Fact]
    public async Task A_feed_whose_guid_is_at_another_URL_moves_its_article_and_leaves_the_rest()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        await WriteAsync(folder, "1.jsonl", """{"key":"guid-1","url":"https://news.example/a","title":"A","state":"UNPUBLISHED","channels":["world"]}""");
        await ImportAsync(site, folder.File("1.jsonl"));
        await WriteAsync(folder, "2.rss", Feed("moved", "B")); // its guid is guid-1
        Assert.Equal("0 new, 1 changed, 0 unchanged, 0 refused\n", (await ImportAsync(site, folder.File("2.rss"))).Output);
        Assert.Equal(
            """{"key":"guid-1","url":"https://news.example/moved","title":"B","state":"UNPUBLISHED","channels":[{"name":"world"}],"keywords":[]}""",
            (await ArticleAsync(site, "a")).GetRawText());
    }

    /// <summary>Does something once before articles are looked up outside of a transaction.</summary>
    private sealed class BeforeReads : DbCommandInterceptor
    {
        public Func<Task>? Meanwhile { get; set; }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (Meanwhile is { } meanwhile && command.Transaction is null && command.CommandText.Contains("ArticleId", StringComparison.Ordinal)
                && command.CommandText.Contains("ArticleAddresses", StringComparison.Ordinal) && !command.CommandText.Contains("EXISTS", StringComparison.Ordinal))
            {
                Meanwhile = null;
                await meanwhile();
            }
            return result;
        }
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
