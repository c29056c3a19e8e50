using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Text;
using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>
/// The article of a saved HTML page, from what pages say to machines: JSON-LD first, then <c>article:*</c> and OpenGraph, then
/// plain HTML. The parser loads nothing and runs no script. Its encoding is that of the byte order mark, else of
/// <c>meta</c>, else UTF-8.
/// </summary>
internal static class SavedPage
{
    /// <summary>Pages that people wrote have some thousands.</summary>
    private const int MaxElements = 500_000;

    /// <summary>Pages that people wrote stay below 100; from 512 on the parser puts elements beside each other, as browsers do, and is slow.</summary>
    private const int MaxDepth = 500;

    private static readonly string[] CompanyTypes = ["Organization", "Corporation"];

    /// <param name="content">At its start.</param>
    /// <param name="length">In bytes.</param>
    public static IEnumerable<ImportEntry> Read(Stream content, long length)
    {
        if (Parse(content) is not { } page)
            return [ImportEntry.Refused(1, length, $"The page has more than {MaxElements} elements, or some more than {MaxDepth} deep.")];
        using (page)
            return [Read(page, length)];
    }

    /// <summary>Null if it has too many elements or too deep ones: the parser's time for each grows with its depth.</summary>
    private static IHtmlDocument? Parse(Stream content)
    {
        IElement? last = null;
        var count = 0;
        try
        {
            return new HtmlParser(new HtmlParserOptions { OnCreated = Measure }).ParseDocument(content);
        }
        catch (TooLargeException)
        {
            return null;
        }

        // A new element has no parent yet, the one before it has.
        void Measure(IElement element, TextPosition position)
        {
            if (++count > MaxElements)
                throw new TooLargeException();
            var depth = 0;
            for (var ancestor = last?.ParentElement; ancestor is not null; ancestor = ancestor.ParentElement)
                if (++depth > MaxDepth)
                    throw new TooLargeException();
            last = element;
        }
    }

    private static ImportEntry Read(IHtmlDocument page, long length)
    {
        // The type may have parameters, such as a charset.
        var scripts = page.QuerySelectorAll("script").Where(s => Is(s.GetAttribute("type")?.Split(';')[0], "application/ld+json")).Select(s => s.TextContent);
        var links = new PageLinks(page);
        var data = new JsonLd(scripts);
        JsonElement? said = data.Articles.Count == 0 ? null : data.Articles.Cast<JsonElement?>().FirstOrDefault(a => links.IsOfPage(AddressOf(data, a)), data.Articles[0]);
        var url = links.Canonical ?? links.Absolute(Meta(page, "og:url")) ?? links.Absolute(AddressOf(data, said));
        var headline = data.Text(said, "headline") ?? Meta(page, "og:title");

        if (said is null && Meta(page, "og:type") is { } type && !Is(type, "article"))
            return ImportEntry.Refused(1, length, $"The page is no article: its `og:type` is {type}.");
        if (url is null)
            return ImportEntry.Refused(1, length, "The page does not say its URL: no canonical link, `og:url` or JSON-LD `url`.");
        // The element is often "Headline | Section | Name of the site".
        if ((headline ?? SavedTexts.Clean(page.Title)) is not { } title)
            return ImportEntry.Refused(1, length, "The page has no title: no JSON-LD `headline`, `og:title` or `title`.");
        var date = data.Text(said, "datePublished") ?? Meta(page, "article:published_time");
        return ImportEntry.Partial(1, length, Article(page, data, said, links, url, title, SavedDates.Read(date)), headline is not null, date);
    }

    private static ArticleInput Article(
        IDocument page, JsonLd data, JsonElement? said, PageLinks links, string url, string title, DateTime? published) => new()
    {
        Key = data.Identifier(said) ?? SavedTexts.KeyOf(url),
        Url = url,
        Title = title,
        PublishedAt = published,
        Language = SavedTexts.Language(data.Text(said, "inLanguage"), page.DocumentElement.GetAttribute("lang"), Meta(page, "og:locale")),
        Channels = First(() => SavedTexts.Channels(data.Texts(said, "articleSection")), () => SavedTexts.Channels(Metas(page, "article:section"))),
        Keywords = First(
            () => SavedTexts.List(data.Texts(said, "keywords").SelectMany(SavedTexts.Words)),
            () => SavedTexts.List(Metas(page, "article:tag")),
            () => SavedTexts.List(SavedTexts.Words(Meta(page, "news_keywords") ?? Meta(page, "keywords")))),
        // `article:author` may be the address of a profile.
        Authors = First(
            () => SavedTexts.List(data.Texts(said, "author")),
            () => SavedTexts.List(Metas(page, "article:author").Where(a => !a.Contains("://", StringComparison.Ordinal))),
            () => SavedTexts.List(Metas(page, "author"))),
        Companies = [.. Companies(data, said, links)],
    };

    private static IEnumerable<CompanyInput> Companies(JsonLd data, JsonElement? said, PageLinks links) =>
        data.Things(said, "about", CompanyTypes).Concat(data.Things(said, "mentions", CompanyTypes))
            .Select(c => (Name: data.Text(c, "name"), Url: data.Text(c, "url")))
            .Where(c => c.Name is not null).DistinctBy(c => c.Name)
            .Select(c => new CompanyInput { Name = c.Name!, Url = links.Absolute(c.Url) }); // chosen by the line above

    private static string? AddressOf(JsonLd data, JsonElement? said) => data.Address(said, "url") ?? data.Address(said, "mainEntityOfPage");

    private static List<string> First(params IEnumerable<Func<List<string>>> sources) =>
        sources.Select(s => s()).FirstOrDefault(list => list.Count > 0) ?? [];

    private static string? Meta(IDocument page, string name) => Metas(page, name).FirstOrDefault();

    /// <summary>OpenGraph writes <c>property</c>, HTML <c>name</c>, and pages mix them up.</summary>
    private static IEnumerable<string> Metas(IDocument page, string name) => page.QuerySelectorAll("meta")
        .Where(m => Is(m.GetAttribute("property"), name) || Is(m.GetAttribute("name"), name))
        .Select(m => SavedTexts.Clean(m.GetAttribute("content"))).OfType<string>();

    private static bool Is(string? value, string expected) => string.Equals(value?.Trim(), expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>The only way out of a parser at work.</summary>
    private sealed class TooLargeException : Exception;
}

/// <summary>The addresses of a page. A saved page does not know where it lay: a relative one counts only where the page says its base.</summary>
internal sealed class PageLinks
{
    private readonly Uri? _base;

    public PageLinks(IDocument page)
    {
        Uri.TryCreate(page.QuerySelector("base[href]")?.GetAttribute("href"), UriKind.Absolute, out _base);
        Canonical = page.QuerySelectorAll("link[href]")
            .Where(l => (l.GetAttribute("rel") ?? "").Split(' ').Contains("canonical", StringComparer.OrdinalIgnoreCase))
            .Select(l => Absolute(l.GetAttribute("href"))).FirstOrDefault(u => u is not null);
    }

    /// <summary>Of <c>link rel=canonical</c>, or null.</summary>
    public string? Canonical { get; }

    /// <summary>The address if it is or can be made an absolute http or https one, else null.</summary>
    public string? Absolute(string? address)
    {
        if (SavedTexts.Clean(address) is not { } text)
            return null;
        if (ArticleUrl.TryParse(text, out _))
            return text;
        return _base is not null && Uri.TryCreate(_base, text, out var url) && ArticleUrl.TryParse(url.AbsoluteUri, out _) ? url.AbsoluteUri : null;
    }

    /// <summary>Whether an address is that of the page.</summary>
    public bool IsOfPage(string? address) =>
        ArticleUrl.TryParse(Canonical, out var own) && ArticleUrl.TryParse(Absolute(address), out var other) && UrlIdentity.Of(own) == UrlIdentity.Of(other);
}
