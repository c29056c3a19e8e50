using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Endpoints;

public sealed class FeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task An_article_has_a_feed_of_its_newest_comments(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync("a");
        var other = await site.ArticleAsync("b");
        var top = await site.Alice.PostAsync(article, "Hello *you* & <b>");
        var reply = await site.Bob.PostAsync(article, "A reply", top);
        await site.Bob.PostAsync(other, "Elsewhere");

        var feed = await FeedAsync(site, "feed/a.atom");

        AssertValid(feed);
        Assert.Equal(("Comments on a", $"{site.Server.Address}feed/a.atom", "https://news.example/a"), (feed.Title(), feed.Link("self"), feed.Link("alternate")));
        var (first, second) = (feed.Entries()[0], feed.Entries()[1]);
        Assert.Equal(2, feed.Entries().Count);
        Assert.Equal(("bob on a", "bob", $"https://news.example/a#{reply}"), (first.Title(), first.Author(), first.Link("alternate")));
        Assert.Equal(("alice", $"https://news.example/a#{top}"), (second.Author(), second.Link("alternate")));
        Assert.Equal(("html", "<p>Hello <em>you</em> &amp; &lt;b&gt;</p>\n"), (second.Content().Attribute("type")?.Value, second.Content().Value));
        Assert.Equal((second.Id(), $"https://news.example/a#{top}"), first.InReplyTo());
        Assert.Equal(("https://news.example/a", "https://news.example/a"), second.InReplyTo());
        Assert.Equal("1", second.Elements(AtomNames.Atom + "link").Single(l => l.Attribute("rel")?.Value == "replies").Attribute(AtomNames.Threads + "count")?.Value);
        Assert.Equal(feed.Entries().Select(e => e.Id()), (await FeedAsync(site, "feed/a.atom")).Entries().Select(e => e.Id()));
    }

    [Theory, EachEngine]
    public async Task All_published_articles_have_one_feed(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time);
        var (a, b, hidden) = (await site.ArticleAsync("a"), await site.ArticleAsync("b"), await site.ArticleAsync("c"));
        AssertValid(await FeedAsync(site, "feed.atom"));
        foreach (var (article, body) in new[] { (a, "1"), (hidden, "2"), (b, "3"), (a, "4") })
        {
            await site.Alice.PostAsync(article, body);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        await site.ArticleAsync("c", "UNPUBLISHED");

        var feed = await FeedAsync(site, "feed.atom");

        AssertValid(feed);
        Assert.Equal(["<p>4</p>\n", "<p>3</p>\n", "<p>1</p>\n"], feed.Entries().Select(e => e.Content().Value));
        Assert.Equal(["alice on a", "alice on b", "alice on a"], feed.Entries().Select(e => e.Title()));
        using var gone = await site.Server.GetAsync("feed/c.atom");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json", true), (gone.StatusCode, gone.Content.Headers.ContentType?.MediaType, gone.Headers.CacheControl?.NoStore));
    }

    [Theory, EachEngine]
    public async Task It_has_the_newest_fifty_and_neither_held_nor_removed_ones(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync("a");
        var ids = new List<string>();
        for (var i = 0; i < 53; i++)
            ids.Add(await site.Alice.PostAsync(article, $"{i}"));
        await site.Alice.DoAsync("deleteComment", "DeleteCommentInput", "__typename", new { commentId = ids[51] });
        await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "__typename", new { commentId = ids[50], reason = "SPAM" });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = article, state = "PREMODERATED" });
        await site.Bob.PostAsync(article, "held");
        List<string> expected = [ids[52], .. Enumerable.Range(1, 49).Select(i => ids[i]).Reverse()];

        foreach (var path in (string[])["feed/a.atom", "feed.atom"])
            Assert.Equal(expected.Select(id => $"https://news.example/a#{id}"), (await FeedAsync(site, path)).Entries().Select(e => e.Link("alternate")));
    }

    [Theory]
    [InlineData("a/b c", "feed/a/b%20c.atom")]
    [InlineData("a/b c", "feed/a%2Fb%20c.atom")]
    [InlineData("a%2Fb", "feed/a%252Fb.atom")]
    [InlineData("x.atom", "feed/x.atom.atom")]
    [InlineData("../feed/y?z#w", "feed/..%2Ffeed%2Fy%3Fz%23w.atom?since=1")]
    [InlineData("ключ+1", "feed/%D0%BA%D0%BB%D1%8E%D1%87+1.atom")]
    public async Task Any_key_can_be_asked_for(string key, string path)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        var article = await server.RegisterAsync(key);
        await server.PostAsync(article, server.Token("alice"), "Found");
        using var response = await server.GetAsync(path);
        var feed = XDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).Root!; // a document has one

        Assert.Equal("<p>Found</p>\n", Assert.Single(feed.Entries()).Content().Value);
        using var self = await server.GetAsync(feed.Link("self")![server.Address.AbsoluteUri.Length..]);
        Assert.Equal(HttpStatusCode.OK, self.StatusCode);
    }

    [Fact]
    public async Task Its_own_address_is_the_sites_whatever_a_request_calls_the_host()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, settings: ["Site:BaseUrl=https://talk.news.example/x/"]);
        await site.ArticleAsync("a");

        Assert.Equal("https://talk.news.example/x/feed.atom", (await FeedAsync(site, "feed.atom")).Link("self"));
        Assert.Equal("https://talk.news.example/x/feed/a.atom", (await FeedAsync(site, "feed/a.atom")).Link("self"));
    }

    [Theory]
    [InlineData("feed/unknown.atom")]
    [InlineData("feed/.atom")]
    [InlineData("feed/a")]
    [InlineData("feed/%00.atom")]
    [InlineData("feed/")]
    public async Task There_is_no_other_feed(string path)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        await server.RegisterAsync("a");
        using var response = await server.GetAsync(path);
        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    [Theory, EachEngine]
    public async Task Characters_that_XML_has_no_form_for_do_not_break_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var registered = await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "articles { id }", new
        {
            articles = new[] { new { key = "a", url = "https://news.example/a", title = "A\u0001 \ufffe title" } },
        });
        await site.Alice.PostAsync(registered.GetProperty("articles")[0].GetProperty("id").GetString()!, "one\u0002two \u0008\u001b\ufffe\uffff ]]> 😀 \r\nthree");

        foreach (var path in (string[])["feed/a.atom", "feed.atom"])
        {
            var feed = await FeedAsync(site, path);
            AssertValid(feed);
            var (title, text) = (Assert.Single(feed.Entries()).Title(), feed.Entries()[0].Content().Value);
            Assert.Equal("alice on A\ufffd \ufffd title", title);
            Assert.Contains("😀", text, StringComparison.Ordinal);
            Assert.Matches("one.two", text);
            Assert.Contains("]]&gt;", text, StringComparison.Ordinal);
        }
    }

    [Theory, EachEngine]
    public async Task Who_has_it_is_not_sent_it_again_until_it_changes(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, time);
        var article = await site.ArticleAsync("a");
        var comment = await site.Alice.PostAsync(article, "Here");
        foreach (var path in (string[])["feed/a.atom", "feed.atom"])
        {
            time.AdjustTime(DateTimeOffset.UtcNow); // as the database's
            using var young = await site.Server.GetAsync(path);
            Assert.Null(young.Content.Headers.LastModified); // another change may follow within the same second
            time.Advance(TimeSpan.FromMinutes(1));
            using var first = await site.Server.GetAsync(path);
            Assert.Equal("public, max-age=0, s-maxage=1", $"{first.Headers.CacheControl}");
            Assert.Equal(young.Headers.ETag, first.Headers.ETag);
            var modified = first.Content.Headers.LastModified;
            Assert.NotNull(modified);

            using var byTag = await site.Server.GetAsync(path, headers: h => h.IfNoneMatch.Add(first.Headers.ETag!));
            using var byTime = await site.Server.GetAsync(path, headers: h => h.IfModifiedSince = modified);
            using var earlier = await site.Server.GetAsync(path, headers: h => h.IfModifiedSince = modified.Value.AddSeconds(-1));
            using var head = await site.Server.GetAsync(path, HttpMethod.Head);
            Assert.Equal(
                [HttpStatusCode.NotModified, HttpStatusCode.NotModified, HttpStatusCode.OK, HttpStatusCode.OK],
                new[] { byTag, byTime, earlier, head }.Select(r => r.StatusCode));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));

            await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "__typename", new { commentId = comment, reason = "SPAM" });
            using var without = await site.Server.GetAsync(path, headers: h => h.IfNoneMatch.Add(first.Headers.ETag!));
            Assert.Equal(HttpStatusCode.OK, without.StatusCode);
            await site.Mod.DoAsync("restoreComment", "RestoreCommentInput", "__typename", new { commentId = comment });
        }
    }

    private static async Task<XElement> FeedAsync(Site site, string path)
    {
        using var response = await site.Server.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "application/atom+xml; charset=utf-8"), (response.StatusCode, $"{response.Content.Headers.ContentType}"));
        return XDocument.Parse(await response.Content.ReadAsStringAsync(Cancel), LoadOptions.PreserveWhitespace).Root!; // a document has one
    }

    /// <summary>The rules of RFC 4287 (sections 3 and 4) and RFC 4685 (section 3) for what we write.</summary>
    private static void AssertValid(XElement feed)
    {
        AtomRules.Check(feed);
        var ids = feed.Entries().Select(e => e.Id()).Append(feed.Id()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches(new Regex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"), id));
    }
}
