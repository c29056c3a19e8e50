using System.ServiceModel.Syndication;
using System.Xml;
using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>
/// The articles of a saved feed, RSS 2.0 or Atom 1.0. A document type is refused and nothing outside of the file is read. Its
/// encoding is that of the byte order mark, else of the XML declaration, else UTF-8.
/// </summary>
internal static class SavedFeed
{
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = ImportFile.MaxLength };

    /// <param name="content">At its start.</param>
    /// <param name="length">In bytes.</param>
    public static IEnumerable<ImportEntry> Read(Stream content, long length)
    {
        List<SyndicationItem> items;
        try
        {
            using var reader = XmlReader.Create(content, Settings);
            reader.MoveToContent();
            SyndicationFeedFormatter formatter = reader.NamespaceURI.Length == 0 ? new Rss20FeedFormatter() : new Atom10FeedFormatter();
            if (!formatter.CanRead(reader))
                return [ImportEntry.Refused(1, length, "The file is neither RSS 2.0 nor Atom 1.0.")];
            formatter.ReadFrom(reader);
            items = [.. formatter.Feed.Items];
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException)
        {
            return [ImportEntry.Refused(1, length, $"The file is no feed: {SavedTexts.Clean(e.Message)}")];
        }
        return items.Select((item, i) => Entry(item, i + 1, length));
    }

    private static ImportEntry Entry(SyndicationItem item, int number, long length)
    {
        if (UrlOf(item) is not { } url)
            return ImportEntry.Refused(number, length, "The entry has no absolute link.");
        if (SavedTexts.Clean(item.Title?.Text) is not { } title)
            return ImportEntry.Refused(number, length, "The entry has no title.");
        return new(number, length, new ArticleInput
        {
            Key = KeyOf(item, url),
            Url = url,
            Title = title,
            PublishedAt = PublishedAt(item),
            // Of a feed's categories nobody knows which are sections.
            Keywords = SavedTexts.List(item.Categories.Select(c => c.Label ?? c.Name)),
            Authors = SavedTexts.List(item.Authors.Select(a => a.Name).Concat(Extensions(item, "creator"))),
        }, null, IsWhole: false);
    }

    /// <summary>A guid that is an address of the page is no key of the publisher's.</summary>
    private static string KeyOf(SyndicationItem item, string url) =>
        SavedTexts.Clean(item.Id) is { } id && !Uri.TryCreate(id, UriKind.Absolute, out _) ? id : SavedTexts.KeyOf(url);

    private static string? UrlOf(SyndicationItem item) =>
        item.Links.Where(l => l.RelationshipType is null or "alternate").Select(l => l.GetAbsoluteUri()?.AbsoluteUri)
            .Append(SavedTexts.Clean(item.Id)) // a permalink of RSS
            .FirstOrDefault(u => ArticleUrl.TryParse(u, out _));

    private static DateTime? PublishedAt(SyndicationItem item)
    {
        try
        {
            return item.PublishDate != default ? item.PublishDate.UtcDateTime : Extensions(item, "date").Select(SavedTexts.Instant).FirstOrDefault();
        }
        catch (XmlException) // the only way to hear that a date is none
        {
            return null;
        }
    }

    private static IEnumerable<string?> Extensions(SyndicationItem item, string name) =>
        item.ElementExtensions.Where(e => e.OuterName == name && e.OuterNamespace == DublinCore).Select(e => e.GetObject<System.Xml.Linq.XElement>().Value);
}
