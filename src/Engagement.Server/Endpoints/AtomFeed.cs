using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Graph;

namespace Engagement.Server.Endpoints;

/// <summary>
/// A feed of comments (RFC 4287) with what each answers (RFC 4685). Ids are UUIDs made of our public ids, so that they stay the
/// same wherever articles and this server move.
/// </summary>
internal sealed class AtomFeed
{
    private const string Html = "text/html";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Threads = "http://purl.org/syndication/thread/1.0";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize, // as it was written, on every system
    };

    private readonly XElement _feed;

    private AtomFeed(string self, string id, string title, string? alternate, NewestPage page, Func<string, string> html)
    {
        ChangedAt = page.ChangedAt;
        _feed = new XElement(
            Atom + "feed",
            new XAttribute(XNamespace.Xmlns + "thr", Threads),
            new XElement(Atom + "id", Urn(id)),
            new XElement(Atom + "title", Text(title)),
            new XElement(Atom + "updated", Time(page.Comments.Select(Updated).DefaultIfEmpty(page.ChangedAt ?? DateTime.UnixEpoch).Max())),
            Link("self", self, "application/atom+xml"),
            alternate is null ? null : Link("alternate", alternate, Html),
            page.Comments.Select(c => Entry(c, html)));
    }

    /// <summary>When anything in it last changed, UTC; null if nothing ever did.</summary>
    public DateTime? ChangedAt { get; }

    /// <param name="self">Its own address.</param>
    /// <param name="page">The entries.</param>
    /// <param name="html">Makes safe HTML of a body.</param>
    public static AtomFeed OfAll(string self, NewestPage page, Func<string, string> html) => new(self, "comments", "Comments", null, page, html);

    /// <inheritdoc cref="OfAll"/>
    /// <param name="article">Whose comments these are.</param>
    public static AtomFeed OfArticle(string self, Article article, NewestPage page, Func<string, string> html) =>
        new(self, ArticleView.From(article).Id, $"Comments on {article.Title}", article.Url, page, html);

    /// <summary>The document.</summary>
    public byte[] ToUtf8()
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings))
            new XDocument(_feed).Save(writer);
        return bytes.ToArray();
    }

    private static XElement Entry(PublishedComment comment, Func<string, string> html)
    {
        var (row, article, author) = comment;
        var page = row.Key.Permalink(article.Url);
        var answered = row.InReplyToSeq == 0 ? row.ParentSeq : row.InReplyToSeq;
        return new XElement(
            Atom + "entry",
            new XElement(Atom + "id", Urn(row.Key.ToString())),
            new XElement(Atom + "title", Text($"{author.Name} on {article.Title}")),
            new XElement(Atom + "updated", Time(Updated(comment))),
            new XElement(Atom + "published", Time(row.PublishedAt ?? row.CreatedAt)),
            new XElement(Atom + "author", new XElement(Atom + "name", Text(author.Name))),
            Link("alternate", page, Html),
            answered == 0
                ? InReplyTo(article.Url, article.Url)
                : InReplyTo(Urn(new CommentKey(row.ArticleId, answered).ToString()), new CommentKey(row.ArticleId, answered).Permalink(article.Url)),
            row.ShownReplies == 0 ? null : Replies(page, row.ShownReplies),
            new XElement(Atom + "content", new XAttribute("type", "html"), Text(html(row.Body))));
    }

    /// <summary>RFC 4685, section 3.</summary>
    private static XElement InReplyTo(string id, string address) => new(
        Threads + "in-reply-to", new XAttribute("ref", id), new XAttribute("href", address), new XAttribute("type", Html));

    /// <summary>Where answers are, and how many right below (RFC 4685, sections 4 and 5).</summary>
    private static XElement Replies(string address, int count)
    {
        var link = Link("replies", address, Html);
        link.Add(new XAttribute(Threads + "count", count));
        return link;
    }

    private static XElement Link(string relation, string address, string type) => new(
        Atom + "link", new XAttribute("rel", relation), new XAttribute("type", type), new XAttribute("href", address));

    private static DateTime Updated(PublishedComment comment) => comment.Row.EditedAt ?? comment.Row.PublishedAt ?? comment.Row.CreatedAt;

    private static string Time(DateTime instant) => instant.ToString(InstantType.Format, CultureInfo.InvariantCulture);

    /// <summary>A UUID by SHA-256 of a public id (RFC 9562, section 5.8 and appendix B.2).</summary>
    private static string Urn(string publicId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"engagement {publicId}")).AsSpan(0, 16);
        bytes[6] = (byte)(bytes[6] & 0x0f | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }

    /// <summary>XML has no form for some characters that texts may have, not even an escaped one (XML 1.0, section 2.2).</summary>
    private static string Text(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c)))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString());
        return clean.ToString();
    }
}
