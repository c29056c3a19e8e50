using System.Text;
using Engagement.Articles;
using Engagement.Server.Import;
using Xunit;

namespace Engagement.Server.Tests.Import;

public sealed class SavedPageTests
{
    static SavedPageTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string NewsArticle = """
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
          {"@type": "WebSite", "name": "News"},
          {"@type": ["NewsArticle"], "url": "https://news.example/a", "identifier": {"@type": "PropertyValue", "value": 4711},
           "headline": "A  headline", "datePublished": "2025-01-02T10:00:00+02:00", "articleSection": ["World", "/Banking/"],
           "keywords": "one, two,one", "author": [{"@type": "Person", "name": "Ann"}, {"@type": "Person", "name": "Bob"}],
           "about": {"@type": "Corporation", "name": "Acme", "url": "https://acme.example"}, "mentions": [{"@type": "Place", "name": "Rome"}]}
        ]}</script>
        """;

    [Fact]
    public void A_NewsArticle_says_all_of_it()
    {
        var article = Article(Page(NewsArticle + """<meta property="og:title" content="Other"><meta name="keywords" content="x">"""));
        Assert.Equal(("4711", "https://news.example/a", "A headline"), (article.Key, article.Url, article.Title));
        Assert.Equal(new DateTime(2025, 1, 2, 8, 0, 0, DateTimeKind.Utc), article.PublishedAt);
        Assert.Equal(["World", "Banking"], article.Channels);
        Assert.Equal(["one", "two"], article.Keywords);
        Assert.Equal(["Ann", "Bob"], article.Authors);
        Assert.Equal(("Acme", "https://acme.example"), article.Companies.Select(c => (c.Name, c.Url)).Single());
    }

    [Fact]
    public void Invalid_JSON_LD_beside_valid_is_passed_over()
    {
        var article = Article(Page($$"""
            <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Broken</script>
            <script type="application/ld+json"></script>
            <script type="application/ld+json">[7, null, {"@type": 3}]</script>
            {{NewsArticle}}
            """));
        Assert.Equal("A headline", article.Title);
    }

    [Fact]
    public void Of_several_articles_in_a_page_the_one_at_its_URL_is_taken() => Assert.Equal("A headline", Article(Page($$"""
        <link rel="canonical" href="http://www.news.example/a/">
        <script type="application/ld+json">{"@type": "NewsArticle", "url": "https://news.example/other", "headline": "Beside"}</script>
        {{NewsArticle}}
        """)).Title);

    [Fact]
    public void Without_JSON_LD_the_meta_elements_count()
    {
        var article = Article(Page("""
            <title>Plain | News</title>
            <meta property="og:type" content="article"><meta property="og:title" content="The title"><meta property="og:url" content="https://news.example/og">
            <meta property="article:published_time" content="2025-03-04T05:06:07Z"><meta property="article:section" content="World">
            <meta property="article:tag" content="one"><meta property="article:tag" content="two">
            <meta property="article:author" content="https://social.example/ann"><meta name="author" content="Ann">
            <link rel="canonical" href="https://news.example/canonical">
            """));
        Assert.Equal(("https://news.example/canonical", "The title", "news.example/canonical"), (article.Url, article.Title, article.Key));
        Assert.Equal((new DateTime(2025, 3, 4, 5, 6, 7, DateTimeKind.Utc), "World", "Ann"), (article.PublishedAt, article.Channels.Single(), article.Authors.Single()));
        Assert.Equal(["one", "two"], article.Keywords);
    }

    [Fact]
    public void At_the_least_a_title_and_a_canonical_link_are_enough()
    {
        var article = Article(Page("""<title> Only a title </title><meta name="keywords" content="a, b; a"><link rel="canonical" href="https://news.example/x">"""));
        Assert.Equal(("https://news.example/x", "Only a title"), (article.Url, article.Title));
        Assert.Equal(["a", "b"], article.Keywords);
    }

    [Theory]
    [InlineData("""<title>T</title>""", "does not say its URL")]
    [InlineData("""<title>T</title><link rel="canonical" href="/relative">""", "does not say its URL")]
    [InlineData("""<title>T</title><link rel="canonical" href="javascript:alert(1)">""", "does not say its URL")]
    [InlineData("""<link rel="canonical" href="https://news.example/x">""", "no title")]
    [InlineData("""<title>T</title><meta property="og:type" content="website"><link rel="canonical" href="https://news.example/x">""", "website")]
    public void What_is_missing_is_told(string head, string reason) => Assert.Contains(reason, Only(Encoding.UTF8.GetBytes(Page(head))).Reason);

    [Fact]
    public void A_relative_link_counts_where_the_page_says_its_base() =>
        Assert.Equal("https://news.example/b/x", Article(Page("""<title>T</title><base href="https://news.example/b/"><link rel="canonical" href="x">""")).Url);

    [Theory]
    [InlineData("windows-1251", """<meta charset="windows-1251">""", false)]
    [InlineData("iso-8859-5", """<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-5">""", false)]
    [InlineData("utf-8", "", false)]
    [InlineData("utf-8", """<meta charset="windows-1251">""", true)]
    [InlineData("utf-16", """<meta charset="windows-1251">""", true)]
    public void The_encoding_is_that_of_the_mark_else_of_meta_else_UTF_8(string encoding, string meta, bool mark)
    {
        var coding = Encoding.GetEncoding(encoding);
        var text = coding.GetBytes(Page($"""{meta}<title>Банк России</title><link rel="canonical" href="https://news.example/x">"""));
        Assert.Equal("Банк России", Only(mark ? [.. coding.GetPreamble(), .. text] : text).Article?.Title);
    }

    [Fact]
    public void Any_bytes_are_a_page_or_are_refused()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            Assert.NotNull(Only(bytes).Reason);
        }
    }

    [Theory]
    [InlineData("<div>", false)]
    [InlineData("<b><p>", false)]
    [InlineData("<table><td>", false)]
    [InlineData("<p></p>", false)]
    [InlineData("<script type=application/ld+json>[[[[", true)]
    [InlineData("<meta name=keywords content=a>", true)]
    public void A_page_at_the_limit_is_read_or_refused_for_its_elements(string element, bool isRead)
    {
        var head = Page("""<title>T</title><link rel="canonical" href="https://news.example/x">""")[..^"</body></html>".Length];
        var text = Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(element, (ImportFile.MaxLength - head.Length) / element.Length)));
        var entry = Only(text);
        Assert.Equal(isRead ? "T" : "The page has more than 500000 elements, or some more than 500 deep.", entry.Article?.Title ?? entry.Reason);
    }

    private static string Page(string head) => $"<!doctype html><html><head>{head}</head><body><p>Text</p></body></html>";

    private static ArticleInput Article(string page)
    {
        var entry = Only(Encoding.UTF8.GetBytes(page));
        Assert.Null(entry.Reason);
        Assert.False(entry.IsWhole);
        return entry.Article!; // there is no reason against it
    }

    private static ImportEntry Only(byte[] page) => Assert.Single(SavedPage.Read(new MemoryStream(page), page.Length));
}
