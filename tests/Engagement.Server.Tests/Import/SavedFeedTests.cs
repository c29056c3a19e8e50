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
