using System.Text;
using Engagement.Articles;
using Engagement.Server.Import;
using Engagement.Server.Tests.Commands;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Import;

public sealed class ArticlesImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engagement-test-").FullName;
    private readonly List<ImportRemark> _refused = [];
    private readonly List<ImportProgress> _progress = [];

    [Theory, EachEngine]
    public async Task A_refused_line_is_told_and_the_others_go_in(string engine)
    {
        await using var database = await ArticleDatabase.CreateAsync(engine);
        var first = Write("first.jsonl", "\uFEFF" + Line("a"), "", """{"key":"b","url":"https://news.example/a","title":"B"}""", Line("c"));
        var second = Write("second.jsonl", """{"key":"d","url":"d","title":""}""", "not JSON", Line("c"), Line("c").Replace("About", "Of"));

        var totals = await ImportAsync(database, first, second);

        Assert.Equal(new ImportTotals(Created: 2, Changed: 1, Unchanged: 1, Refused: 3), totals);
        Assert.Equal([(first, 3), (second, 1), (second, 2)], _refused.Select(r => (r.File, r.Line)));
        Assert.StartsWith("$.url: The article with the key \"a\" has this `url`.", _refused[0].Text, StringComparison.Ordinal);
        Assert.Contains("$.url: `url` is an absolute", _refused[1].Text);
        Assert.Contains("`title` is empty.", _refused[1].Text);
        Assert.Equal(["About a", "Of c"], await database.ReadAsync(a => a.OrderBy(x => x.Key).Select(x => x.Title)));
    }

    [Theory]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","headline":"x"}""", "headline")]
    [InlineData("""{"Key":"a","url":"https://news.example/a","title":"A"}""", "Key")]
    [InlineData("""{"key":"a","url":"https://news.example/a"}""", "title")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":null}""", "title")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","title":"B"}""", "title")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","state":"HIDDEN"}""", "state")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","state":1}""", "state")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","publishedAt":"yesterday"}""", "RFC 3339")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","channels":[null]}""", "null")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","companies":[{"name":"c","site":"x"}]}""", "$.companies[0].site")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"\ud800"}""", "title")]
    [InlineData("""{"key":"a","url":"https://news.example/a","title":"A","companies":[{"name":"c","url":"x"}]}""", "$.companies[0].url: ")]
    [InlineData("not JSON", "no JSON")]
    [InlineData("null", "null")]
    [InlineData("[]", "$")]
    public async Task What_is_not_an_article_is_refused_with_a_reason(string line, string reason)
    {
        await using var database = await ArticleDatabase.CreateAsync(Engines.Sqlite);
        Assert.Equal(new ImportTotals(Created: 1, Refused: 1), await ImportAsync(database, Write("f.jsonl", line, Line("z"))));
        var told = Assert.Single(_refused).Text;
        Assert.Contains(reason, told);
        Assert.DoesNotContain('\n', told);
        Assert.DoesNotContain("Engagement.", told);
        Assert.DoesNotContain(".NET", told);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_refuse_their_line_only()
    {
        await using var database = await ArticleDatabase.CreateAsync(Engines.Sqlite);
        var file = Path.Combine(_folder, "latin1.jsonl");
        await File.WriteAllTextAsync(file, $"{Line("ä")}\n{Line("b")}\n", Encoding.Latin1, TestContext.Current.CancellationToken);
        Assert.Equal(new ImportTotals(Created: 1, Refused: 1), await ImportAsync(database, file));
        Assert.Equal(1, Assert.Single(_refused).Line);
    }

    [Fact]
    public async Task All_fields_arrive()
    {
        await using var database = await ArticleDatabase.CreateAsync(Engines.Sqlite);
        await ImportAsync(database, Write("f.jsonl",
            """
            {"key":"a","url":"https://news.example/a","title":"A","publishedAt":"2025-01-02T03:04:05.678+01:00","state":"UNPUBLISHED","channels":["ch"],"keywords":["kw"],"companies":[{"name":"co","url":"https://co.example/"}],"authors":["au"],"related":["re"]}
            """));
        Assert.Equal(
            [(new DateTime(2025, 1, 2, 2, 4, 5, 678, DateTimeKind.Utc), ArticleState.Unpublished)],
            (await database.ReadAsync(a => a)).Select(a => (a.PublishedAt!.Value, a.State)));
        Assert.Equal(["Channel ch", "Keyword kw", "Company co", "Author au", "Related re"], await database.TermsAsync("a"));
    }

    [Theory, EachEngine]
    public async Task A_long_file_goes_in_by_two_hundred_and_again_changes_nothing(string engine)
    {
        await using var database = await ArticleDatabase.CreateAsync(engine);
        var file = Write("long.jsonl", [.. Enumerable.Range(0, 450).Select(i => Line($"k{i}"))]);
        Assert.Equal(new ImportTotals(Created: 450), await ImportAsync(database, file));
        Assert.Equal([200, 400, 450], _progress.Select(p => p.Totals.Created));
        Assert.Equal(new FileInfo(file).Length, _progress[^1].BytesRead);
        Assert.Equal(new ImportTotals(Unchanged: 450), await ImportAsync(database, file));
        Assert.Equal([1L], await database.ReadAsync(a => a.Select(x => x.Version).Distinct()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ImportTotals> ImportAsync(ArticleDatabase database, params string[] files) =>
        database.Import.RunAsync(files, _refused.Add, _progress.Add, TestContext.Current.CancellationToken);

    private static string Line(string key) => $$"""{"key":"{{key}}","url":"https://news.example/{{key}}","title":"About {{key}}"}""";

    private string Write(string name, params string[] lines)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, string.Join('\n', lines), new UTF8Encoding(false));
        return file;
    }
}
