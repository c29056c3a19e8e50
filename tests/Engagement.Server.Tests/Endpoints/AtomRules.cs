using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace Engagement.Server.Tests.Endpoints;

/// <summary>The names of Atom and what is read of it.</summary>
internal static class AtomNames
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Threads = "http://purl.org/syndication/thread/1.0";

    public static IReadOnlyList<XElement> Entries(this XElement feed) => [.. feed.Elements(Atom + "entry")];
    public static string Id(this XElement element) => element.Element(Atom + "id")!.Value;
    public static string Title(this XElement element) => element.Element(Atom + "title")!.Value;
    public static string Author(this XElement entry) => entry.Element(Atom + "author")!.Element(Atom + "name")!.Value;
    public static XElement Content(this XElement entry) => entry.Element(Atom + "content")!;

    public static string? Link(this XElement element, string relation) =>
        element.Elements(Atom + "link").SingleOrDefault(l => l.Attribute("rel")?.Value == relation)?.Attribute("href")?.Value;

    public static (string?, string?) InReplyTo(this XElement entry) =>
        entry.Element(Threads + "in-reply-to") is { } to ? (to.Attribute("ref")?.Value, to.Attribute("href")?.Value) : default;
}

/// <summary>
/// The grammar of RFC 4287, appendix B, as far as our feeds use it: which elements an element has, how often, and with which
/// attributes. What is not listed is refused.
/// </summary>
internal static class AtomRules
{
    private const string Once = "1", Maybe = "?", Any = "*", Some = "+";

    private static readonly Dictionary<XName, (string[] Attributes, (XName Name, string Times)[] Children)> Elements = new()
    {
        [AtomNames.Atom + "feed"] = ([], [
            (AtomNames.Atom + "id", Once), (AtomNames.Atom + "title", Once), (AtomNames.Atom + "updated", Once), (AtomNames.Atom + "author", Any),
            (AtomNames.Atom + "link", Some), (AtomNames.Atom + "entry", Any)]),
        [AtomNames.Atom + "entry"] = ([], [
            (AtomNames.Atom + "id", Once), (AtomNames.Atom + "title", Once), (AtomNames.Atom + "updated", Once), (AtomNames.Atom + "published", Maybe),
            (AtomNames.Atom + "author", Once), (AtomNames.Atom + "link", Some), (AtomNames.Threads + "in-reply-to", Any), (AtomNames.Atom + "content", Once)]),
        [AtomNames.Atom + "author"] = ([], [(AtomNames.Atom + "name", Once)]),
        [AtomNames.Atom + "name"] = ([], []),
        [AtomNames.Atom + "id"] = ([], []),
        [AtomNames.Atom + "title"] = (["type"], []),
        [AtomNames.Atom + "updated"] = ([], []),
        [AtomNames.Atom + "published"] = ([], []),
        [AtomNames.Atom + "link"] = (["href", "rel", "type", $"{AtomNames.Threads + "count"}"], []),
        [AtomNames.Atom + "content"] = (["type"], []),
        [AtomNames.Threads + "in-reply-to"] = (["ref", "href", "type"], []),
    };

    public static void Check(XElement feed)
    {
        Assert.Equal(AtomNames.Atom + "feed", feed.Name);
        foreach (var element in feed.DescendantsAndSelf())
        {
            Assert.True(Elements.TryGetValue(element.Name, out var rule), $"{element.Name} is not known");
            Assert.Subset(rule.Attributes.ToHashSet(), element.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => $"{a.Name}").ToHashSet());
            Assert.Subset(rule.Children.Select(c => c.Name).ToHashSet(), element.Elements().Select(e => e.Name).ToHashSet());
            foreach (var (name, times) in rule.Children)
                Assert.True(Fits(element.Elements(name).Count(), times), $"{element.Name} has {element.Elements(name).Count()} of {name}");
            CheckText(element);
        }
        // Section 4.1.1: at most one alternate of a type, and a self link.
        Assert.All(feed.DescendantsAndSelf(), e => Assert.True(
            e.Elements(AtomNames.Atom + "link").GroupBy(l => (l.Attribute("rel")?.Value, l.Attribute("type")?.Value)).All(g => g.Key.Item1 != "alternate" || g.Count() == 1)));
        Assert.NotNull(feed.Link("self"));
    }

    private static void CheckText(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "updated" or "published": // section 3.3: RFC 3339 with an upper-case T and Z
                Assert.True(DateTime.TryParseExact(element.Value, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), element.Value);
                break;
            case "id":
                Assert.True(Uri.TryCreate(element.Value, UriKind.Absolute, out _), element.Value);
                break;
            case "title" or "name":
                Assert.NotEmpty(element.Value);
                break;
            case "link" or "in-reply-to":
                Assert.True(Uri.TryCreate(element.Attribute("href")?.Value, UriKind.Absolute, out _), $"{element}");
                break;
        }
    }

    private static bool Fits(int count, string times) => times switch { Once => count == 1, Maybe => count <= 1, Some => count >= 1, _ => true };
}
