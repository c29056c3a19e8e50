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

    [Theory]
    [InlineData("""{"@type": "NewsArticle", "headline": "Broken \ud83d emoji"}""", "Broken \uFFFD emoji")]
    [InlineData("""{"@type": "NewsArticle", "head\ud83dline": "x", "headline": "A headline"}""", "A headline")]
    [InlineData("""{"@type": "News\udc00Article", "headline": "A headline"}""", "A headline")]
    [InlineData("""{"@type": "NewsArticle", "headline": "A \ud83d\ude00 and a \\ud83d"}""", "A \U0001F600 and a \\ud83d")]
    public void Half_a_character_in_JSON_LD_is_replaced(string json, string title) => Assert.Equal(title, Article(Page(Script(json))).Title);

    [Theory]
    [InlineData("application/ld+json; charset=utf-8", """{"@type": "NewsArticle", "headline": "H", "author": "Ann"}""")]
    [InlineData("application/ld+json", """{"@type": "NewsArticle", "headline": {"@value": "H", "@language": "en"}, "author": {"@value": "Ann"}}""")]
    [InlineData("application/ld+json", """{"@graph": [{"@type": "NewsArticle", "headline": "H", "author": {"@id": "#ann"}}, {"@id": "#ann", "@type": "Person", "name": "Ann"}]}""")]
    [InlineData("application/ld+json", """{"@graph": [{"@id": "#ann", "name": "Ann", "knows": {"@id": "#a"}}, {"@id": "#a", "@type": "NewsArticle", "headline": "H", "author": [{"@id": "#ann"}], "mainEntityOfPage": {"@id": "#a"}}]}""")]
    public void The_forms_of_JSON_LD_say_the_same(string type, string json)
    {
        var article = Article(Page(Script(json, type)));
        Assert.Equal(("H", "Ann"), (article.Title, article.Authors.Single()));
    }

    [Fact]
    public void A_date_in_a_form_that_may_be_read_in_two_ways_is_told_and_left_out()
    {
        var entry = Only(Encoding.UTF8.GetBytes(Page(Script("""{"@type": "NewsArticle", "headline": "H", "datePublished": "02.10.2024"}"""))));
        Assert.Null(entry.Article?.PublishedAt);
        Assert.Equal("""The date "02.10.2024" is neither ISO 8601 nor RFC 822; the article is taken without it.""", entry.Note);
    }

    [Fact]
    public void Odd_values_end_no_reading()
    {
        string[] scripts =
        [
            """{"@type":"NewsArticle","datePublished":"0000-00-00"}""", """{"@type":{"x":1}}""", """{"@graph":{"@graph":[[[{"@type":"Article"}]]]}}""",
            """{"@type":"Article","url":{"@id":5},"identifier":1e400,"headline":[],"author":[null,{},[]]}""",
            """{"@type":"Article","about":{"@type":"Organization","name":"x","url":"\u0000"}}""", """{"@type":"Article","@type":"Article"}""",
            """{"@id":"#x","@type":"WebPage","mainEntity":{"@id":"#x"},"mainEntityOfPage":{"@id":"#x"}}""", "{\"@type\":\"Article\",\"headline\":\"\\",
        ];
        string[] heads =
        [
            "<link rel=canonical href='http://[bad'>", "<base href='http://['><link rel=canonical href='/x'>", "<base href='mailto:x'><link rel=canonical href='x'>",
            "<meta charset=utf-7><link rel=canonical href='https://news.example/a'>", "<meta charset=nonsense>", "<meta http-equiv=content-type content='text/html; charset=utf-16'>",
        ];
        foreach (var script in scripts)
            foreach (var head in heads)
                Only(Encoding.UTF8.GetBytes(Page($"<title>t</title>{head}<meta property=og:url content='http://x y'><script type='application/ld+json'>{script}</script>")));
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

    private static string Script(string json, string type = "application/ld+json") =>
        $"""<link rel="canonical" href="https://news.example/a"><script type="{type}">{json}</script>""";

    private static string Page(string head) => $"<!doctype html><html><head>{head}</head><body><p>Text</p></body></html>";

    private static ArticleInput Article(string page)
    {
        var entry = Only(Encoding.UTF8.GetBytes(page));
        Assert.Null(entry.Reason);
        Assert.NotEqual(ArticleParts.All, entry.Said);
        return entry.Article!; // there is no reason against it
    }

    private static ImportEntry Only(byte[] page) => Assert.Single(SavedPage.Read(new MemoryStream(page), page.Length));
}
