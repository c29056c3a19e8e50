using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

/// <summary>Reads HTML as a browser does and fails if it holds anything that a comment may not show.</summary>
internal static class AllowList
{
    private static readonly HashSet<string> Elements = ["p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code", "pre"];
    private static readonly HtmlParser Browser = new(new HtmlParserOptions { IsScripting = true });

    public static void Check(string html)
    {
        using var document = Browser.ParseDocument("<!doctype html><html><head></head><body>" + html);
        Assert.Empty(document.Head!.ChildNodes);
        foreach (var node in document.Body!.Descendants())
        {
            if (node is IElement element)
                Check(element);
            else
                Assert.Equal(NodeType.Text, node.NodeType);
        }
    }

    private static void Check(IElement element)
    {
        Assert.Equal("http://www.w3.org/1999/xhtml", element.NamespaceUri);
        Assert.Contains(element.LocalName, Elements);
        switch (element.LocalName)
        {
            case "a":
                Assert.Equal(["href", "rel"], element.Attributes.Select(attribute => attribute.Name));
                Assert.Equal("nofollow ugc noopener", element.GetAttribute("rel"));
                Assert.Matches("^(?i:https?://[^/?#]|mailto:[^@]+@)[!-~]*|^https?://[^\\p{Cc}\\p{Z}<>\"]+$", element.GetAttribute("href"));
                Assert.Null(element.ParentElement!.Closest("a"));
                break;
            case "ol":
                Assert.All(element.Attributes, attribute => Assert.Equal("start", attribute.Name));
                Assert.Matches("^([0-9]{1,9})?$", element.GetAttribute("start") ?? "");
                break;
            default:
                Assert.Empty(element.Attributes);
                break;
        }
    }
}
