using System.Text;
using Engagement.Server.Import;
using Xunit;

namespace Engagement.Server.Tests.Import;

public sealed class SavedFeedTests
{
    [Fact]
    public void The_items_of_RSS_are_articles()
    {
        var entries = Read("""
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://news.example</link><description/>
              <item><title>First &amp; best</title><link>https://news.example/1?utm_source=rss</link><guid isPermaLink="false">n-1</guid>
                <pubDate>Thu, 02 Jan 2025 10:00:00 +0200</pubDate><category>one</category><category>two</category><dc:creator>Ann</dc:creator></item>
              <item><title>Second</title><guid>https://news.example/2</guid><pubDate>yesterday</pubDate></item>
              <item><title>No link</title></item>
              <item><link>https://news.example/4</link></item>
            </channel></rss>
            """);
        Assert.Equal([null, null, "The entry has no absolute link.", "The entry has no title."], entries.Select(e => e.Reason));
        Assert.Equal([1, 2, 3, 4], entries.Select(e => e.Number));
        var first = entries[0].Article!; // it has no reason
        Assert.Equal(("n-1", "First & best", new DateTime(2025, 1, 2, 8, 0, 0, DateTimeKind.Utc), "Ann"), (first.Key, first.Title, first.PublishedAt, first.Authors.Single()));
        Assert.Equal(["one", "two"], first.Keywords);
        Assert.Equal(("news.example/2", "https://news.example/2", (DateTime?)null), (entries[1].Article?.Key, entries[1].Article?.Url, entries[1].Article?.PublishedAt));
    }

    [Fact]
    public void The_entries_of_Atom_are_articles()
    {
        var article = Assert.Single(Read("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:news</id><updated>2025-01-02T00:00:00Z</updated>
              <entry><title>One</title><id>tag:news.example,2025:1</id><link rel="self" href="https://news.example/feed/1"/><link href="https://news.example/1"/>
                <published>2025-01-02T08:00:00Z</published><updated>2025-02-02T08:00:00Z</updated><author><name>Ann</name></author><category term="k" label="Word"/></entry>
            </feed>
            """)).Article!;
        Assert.Equal(("https://news.example/1", "One", "news.example/1", "Ann", "Word"), (article.Url, article.Title, article.Key, article.Authors.Single(), article.Keywords.Single()));
        Assert.Equal(new DateTime(2025, 1, 2, 8, 0, 0, DateTimeKind.Utc), article.PublishedAt);
    }

    [Fact]
    public void A_feed_says_its_encoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding("windows-1251").GetBytes(
            """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><title>Банк</title><link>https://news.example/1</link></item></channel></rss>""");
        Assert.Equal("Банк", Assert.Single(SavedFeed.Read(new MemoryStream(bytes), bytes.Length)).Article?.Title);
    }

    [Theory]
    [InlineData("""type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Of <em>banks</em> &amp; money</div>""", "Of banks & money")]
    [InlineData("""type="html">Of &lt;i&gt;banks&lt;/i&gt; &amp;amp; money""", "Of banks & money")]
    [InlineData("""type="text">Of &lt;i&gt; &amp;amp;""", "Of <i> &amp;")]
    [InlineData(""">Of &lt;i&gt;""", "Of <i>")]
    public void The_title_of_an_entry_is_its_text(string title, string text) => Assert.Equal(text, Assert.Single(Read(
        $"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title {title}</title><link href="https://news.example/1"/></entry></feed>""")).Article?.Title);

    [Theory]
    [InlineData("0.91")]
    [InlineData("0.92")]
    [InlineData("9.9")]
    [InlineData(null)]
    public void Other_versions_of_RSS_are_read_the_same_way(string? version)
    {
        var text = $"""
            <?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">
            <rss{(version is null ? "" : $" version=\"{version}\"")}><channel><item><title>Old</title><link>https://news.example/1</link></item></channel></rss>
            """;
        Assert.Equal(("Old", "https://news.example/1"), Assert.Single(Read(text).Select(e => (e.Article?.Title, e.Article?.Url))));
    }

    [Theory]
    [InlineData("Wed, 02 Oct 2024 08:00:00 EST", "2024-10-02T13:00:00Z")]
    [InlineData("2 Oct 24 08:00 GMT", "2024-10-02T08:00:00Z")]
    [InlineData("Wed, 02 Oct 2024 08:00:00 +0200", "2024-10-02T06:00:00Z")]
    [InlineData("2024-10-02T08:00:00+02:00", "2024-10-02T06:00:00Z")]
    [InlineData("2024-10-02", "2024-10-02T00:00:00Z")]
    [InlineData("02.10.2024", null)]
    [InlineData("10/02/2024 08:00", null)]
    [InlineData("Wed, 02 Oct 2024 08:00:00 XYZ", null)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 +1400", null)]
    [InlineData("yesterday", null)]
    public void A_date_is_ISO_8601_or_RFC_822_or_told_and_left_out(string date, string? instant)
    {
        var entry = Assert.Single(Read($"<rss version=\"2.0\"><channel><item><title>T</title><link>https://news.example/1</link><pubDate>{date}</pubDate></item></channel></rss>"));
        Assert.Equal(instant, entry.Article?.PublishedAt?.ToString("yyyy-MM-ddTHH:mm:ssK"));
        Assert.Equal(instant is null, entry.Note?.Contains(date, StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF \r\n\t")]
    public void White_space_before_the_declaration_is_passed_over(string before) => Assert.Equal("Ж", Assert.Single(Read(
        $"{before}<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><item><title>Ж</title><link>https://news.example/1</link></item></channel></rss>")).Article?.Title);

    [Fact]
    public void A_relative_link_counts_where_the_feed_says_its_base() => Assert.Equal(
        ["https://news.example/base/one", "https://news.example/base/deep/two", "https://news.example/root", null],
        Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/base/"><entry><title>1</title><link href="one"/></entry>
              <entry xml:base="deep/"><title>2</title><id>urn:2</id><link href="two"/></entry><entry><title>3</title><link href="/root"/></entry><entry xml:base=""><title>4</title><id>4</id></entry></feed>
            """).Select(e => e.Article?.Url));

    [Fact]
    public void A_feed_is_refused_for_its_depth_whatever_its_length()
    {
        const int depth = 300_000;
        var text = $"""
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>t</title><link>https://news.example/1</link><dc:creator>{string.Concat(Enumerable.Repeat("<a>", depth))}{string.Concat(Enumerable.Repeat("</a>", depth))}</dc:creator></item></channel></rss>
            """;
        Assert.Equal("The feed has elements more than 100 deep.", Assert.Single(Read(text)).Reason);
    }

    [Theory]
    [InlineData("<pubDate/>"), InlineData("<pubDate>Mon, 01 Jan 0000 00:00:00 GMT</pubDate>"), InlineData("<link>http://[bad</link>"), InlineData("<guid isPermaLink=\"maybe\">x</guid>")]
    [InlineData("<enclosure url=\"http://[x\" length=\"x\"/>"), InlineData("<category/><category domain=''>x</category>"), InlineData("<dc:date>x</dc:date><dc:creator><b>x</b></dc:creator><dc:creator/>")]
    [InlineData("<source url=\"http://[bad\">x</source>"), InlineData("<link xml:base='::'>x</link>"), InlineData("<guid/>"), InlineData("<a10:link href=\"http://[bad\" rel=\"alternate\"/>"), InlineData("<author/>")]
    public void Odd_elements_keep_no_item_out(string element) => Assert.Equal("https://news.example/1", Assert.Single(Read($"""
        <rss version="2.0" xml:base="http://[bad" xmlns:a10="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><ttl>x</ttl>
          <item><title>t</title><link>https://news.example/1</link>{element}</item></channel></rss>
        """)).Article?.Url);

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"nope\"?><rss/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?><rss/>")]
    [InlineData("<?xml version=\"1.1\"?><rss/>")]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("<rss><channel><item><title>&nbsp;</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>&#x0;</title></item></channel></rss>")]
    [InlineData(" \n ")]
    [InlineData("")]
    [InlineData("not XML")]
    [InlineData("<rss version=\"2.0\"><channel><item>")]
    [InlineData("<html><body/></html>")]
    [InlineData("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"/>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss version=\"2.0\"><channel><item><title>&x;</title><link>https://news.example/1</link></item></channel></rss>")]
    public void What_is_no_feed_is_refused(string text)
    {
        var entry = Assert.Single(Read(text));
        Assert.Null(entry.Article);
        Assert.DoesNotContain("\n", entry.Reason, StringComparison.Ordinal);
    }

    private static List<ImportEntry> Read(string text) => [.. SavedFeed.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), text.Length)];
}
