using System.Text;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>
/// The articles of a saved feed, Atom 1.0 (RFC 4287) or RSS 2.0; the versions of RSS before it that have the same elements are
/// read the same way. What a document type declares is not looked at, and nothing outside of the file is read. Its encoding is
/// that of the byte order mark, else of the XML declaration, else UTF-8.
/// </summary>
internal static class SavedFeed
{
    /// <summary>Elements within each other, at most. Feeds have 5, with text in XHTML some more.</summary>
    public const int MaxDepth = 100;

    /// <summary>Characters of a title's markup that are rendered: a title has 300.</summary>
    private const int MaxTitleMarkup = 4_000;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = ImportFile.MaxLength };

    /// <param name="content">At its start.</param>
    /// <param name="length">In bytes.</param>
    public static IEnumerable<ImportEntry> Read(Stream content, long length)
    {
        XElement root;
        try
        {
            if (!IsShallow(content))
                return [ImportEntry.Refused(1, length, $"The feed has elements more than {MaxDepth} deep.")];
            using var reader = Open(content);
            root = XElement.Load(reader);
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException or NotSupportedException)
        {
            return [ImportEntry.Refused(1, length, $"The file is no feed: {SavedTexts.Clean(e.Message)}")];
        }
        return root.Name == "rss" ? root.Elements("channel").Elements("item").Select((item, i) => Entry(new RssItem(item), i + 1, length))
            : root.Name == Atom + "feed" ? root.Elements(Atom + "entry").Select((entry, i) => Entry(new AtomEntry(entry), i + 1, length))
            : [ImportEntry.Refused(1, length, "The file is neither RSS 2.0 nor Atom 1.0.")];
    }

    /// <summary>Looked at before anything is built of it: what is built takes longer for each element the deeper it is.</summary>
    private static bool IsShallow(Stream content)
    {
        using var reader = Open(content);
        while (reader.Read())
            if (reader.Depth > MaxDepth)
                return false;
        return true;
    }

    /// <summary>From the start, without the white space that templates leave before an XML declaration.</summary>
    private static XmlReader Open(Stream content)
    {
        content.Position = 0;
        var hasMark = content.ReadByte() == 0xEF && content.ReadByte() == 0xBB && content.ReadByte() == 0xBF;
        content.Position = hasMark ? 3 : 0;
        var next = content.ReadByte();
        while (next is ' ' or '\t' or '\r' or '\n')
            next = content.ReadByte();
        if (next >= 0)
            content.Position--;
        return hasMark ? XmlReader.Create(new StreamReader(content, Encoding.UTF8, false, -1, leaveOpen: true), Settings) : XmlReader.Create(content, Settings);
    }

    private static ImportEntry Entry(FeedItem item, int number, long length)
    {
        if (item.Links.Select(item.Absolute).Append(SavedTexts.Clean(item.Id)).FirstOrDefault(u => ArticleUrl.TryParse(u, out _)) is not { } url)
            return ImportEntry.Refused(number, length, "The entry has no absolute link.");
        if (SavedTexts.Clean(item.Title) is not { } title)
            return ImportEntry.Refused(number, length, "The entry has no title.");
        List<string> dates = [.. item.Dates.Concat(item.Texts(DublinCore + "date")).Select(SavedTexts.Clean).OfType<string>()];
        return ImportEntry.Partial(number, length, new ArticleInput
        {
            Key = KeyOf(item, url),
            Url = url,
            Title = title,
            Language = SavedTexts.Language(item.Language),
            PublishedAt = dates.Select(SavedDates.Read).FirstOrDefault(d => d is not null),
            // Of a feed's categories nobody knows which are sections.
            Keywords = SavedTexts.List(item.Categories),
            Authors = SavedTexts.List(item.Authors.Concat(item.Texts(DublinCore + "creator"))),
        }, hasTitle: true, dates.FirstOrDefault());
    }

    /// <summary>A guid that is an address of the page is no key of the publisher's.</summary>
    private static string KeyOf(FeedItem item, string url) =>
        SavedTexts.Clean(item.Id) is { } id && !Uri.TryCreate(id, UriKind.Absolute, out _) ? id : SavedTexts.KeyOf(url);

    /// <summary>What the two formats call differently.</summary>
    private abstract class FeedItem(XElement element)
    {
        public abstract string? Id { get; }
        public abstract string? Title { get; }

        /// <summary>To the article, the best first.</summary>
        public virtual IEnumerable<string?> Links => Children(Atom + "link")
            .Where(l => l.Attribute("rel")?.Value is null or "alternate").Select(l => l.Attribute("href")?.Value);

        public abstract IEnumerable<string?> Dates { get; }
        public abstract IEnumerable<string?> Categories { get; }
        public virtual IEnumerable<string?> Authors => [];

        /// <summary>Of the nearest <c>xml:lang</c>, else RSS's own element of the channel.</summary>
        public string? Language =>
            element.AncestorsAndSelf().Select(e => e.Attribute(XNamespace.Xml + "lang")?.Value).FirstOrDefault(l => l is not null) ?? element.Parent?.Element("language")?.Value;

        public IEnumerable<XElement> Children(XName name) => element.Elements(name);

        public IEnumerable<string> Texts(XName name) => Children(name).Select(e => e.Value);

        /// <summary>By <c>xml:base</c> where it is relative; null if it is none then.</summary>
        public string? Absolute(string? address)
        {
            Uri? root = null;
            foreach (var place in element.AncestorsAndSelf().Reverse().Select(e => e.Attribute(XNamespace.Xml + "base")?.Value))
                root = Join(root, place) ?? root;
            return Join(root, SavedTexts.Clean(address))?.AbsoluteUri;
        }

        private static Uri? Join(Uri? root, string? address) =>
            root is not null && Uri.TryCreate(root, address, out var joined) ? joined
            : Uri.TryCreate(address, UriKind.Absolute, out var whole) && !whole.IsFile ? whole // as a path from the root is to Uri
            : null;
    }

    private sealed class RssItem(XElement item) : FeedItem(item)
    {
        public override string? Id => Texts("guid").FirstOrDefault();
        public override string? Title => Texts("title").FirstOrDefault();
        public override IEnumerable<string?> Links => Texts("link").Concat(base.Links);
        public override IEnumerable<string?> Dates => Texts("pubDate");
        public override IEnumerable<string?> Categories => Texts("category");
    }

    private sealed class AtomEntry(XElement entry) : FeedItem(entry)
    {
        public override string? Id => Texts(Atom + "id").FirstOrDefault();
        public override string? Title => Children(Atom + "title").Select(Text).FirstOrDefault();
        public override IEnumerable<string?> Dates => Texts(Atom + "published");
        public override IEnumerable<string?> Categories => Children(Atom + "category").Select(c => c.Attribute("label")?.Value ?? c.Attribute("term")?.Value);
        public override IEnumerable<string?> Authors => Children(Atom + "author").Elements(Atom + "name").Select(n => n.Value);

        /// <summary>A text construct (section 3.1) as it is read; XHTML is elements already.</summary>
        private static string Text(XElement text) => text.Attribute("type")?.Value.Trim() == "html" && text.Value.Length <= MaxTitleMarkup
            ? new HtmlParser().ParseDocument(text.Value).DocumentElement.TextContent
            : text.Value;
    }
}
