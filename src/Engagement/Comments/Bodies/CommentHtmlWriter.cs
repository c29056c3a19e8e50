using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Engagement.Comments.Bodies;

/// <summary>
/// Writes a parsed comment as HTML: <c>p br em strong a blockquote ul ol li code pre</c> and text, nothing else. Whatever has
/// no element here is written as the nearest that has: a heading as a bold paragraph, a thematic break as its characters,
/// an image as its description. Recursive; <see cref="BlockDepth"/> and <see cref="OpenSigns"/> bound the depth.
/// </summary>
internal sealed class CommentHtmlWriter
{
    /// <summary>UTF-16 units of address that links by reference may repeat in one comment; further ones are text, or a
    /// short text with one long definition would become megabytes.</summary>
    public const int MaxRepeated = CommentBody.MaxBytes;

    private readonly HtmlText _html = new();
    private int _repeated;
    private bool _inLink;

    /// <summary>The HTML; null if a reader would see nothing, as when there is nothing but a link definition.</summary>
    public static string? Write(MarkdownDocument document)
    {
        var writer = new CommentHtmlWriter();
        writer.Blocks(document);
        return writer._html.Visible > 0 ? writer._html.ToString() : null;
    }

    private void Blocks(ContainerBlock container, bool tight = false)
    {
        foreach (var block in container)
        {
            if (block is ParagraphBlock { Inline: var inlines } && tight)
            {
                Inlines(inlines);
                continue;
            }

            _html.NewLine();
            switch (block)
            {
                case ParagraphBlock paragraph:
                    Leaf("<p>", paragraph, "</p>\n");
                    break;
                case HeadingBlock heading:
                    Leaf("<p><strong>", heading, "</strong></p>\n");
                    break;
                case QuoteBlock quote:
                    Container("<blockquote>\n", quote, "</blockquote>\n");
                    break;
                case ListBlock list:
                    List(list);
                    break;
                case CodeBlock code:
                    Code(code);
                    break;
                case ThematicBreakBlock line:
                    _html.Tag("<p>").Text(line.Content.AsSpan().Trim()).Tag("</p>\n");
                    break;
            }
        }
    }

    private void Leaf(string open, LeafBlock block, string close)
    {
        _html.Tag(open);
        Inlines(block.Inline);
        _html.Tag(close);
    }

    private void Container(string open, ContainerBlock block, string close, bool tight = false)
    {
        _html.Tag(open);
        Blocks(block, tight);
        _html.Tag(close);
    }

    private void List(ListBlock list)
    {
        var start = list.IsOrdered && int.TryParse(list.OrderedStart, out var first) && first != 1 ? $" start=\"{first}\"" : "";
        _html.Tag(list.IsOrdered ? $"<ol{start}>\n" : "<ul>\n");
        foreach (var item in list)
            Container("<li>", (ListItemBlock)item, "</li>\n", tight: !list.IsLoose);
        _html.Tag(list.IsOrdered ? "</ol>\n" : "</ul>\n");
    }

    private void Code(CodeBlock code)
    {
        _html.Tag("<pre><code>");
        for (var i = 0; i < code.Lines.Count; i++)
            _html.Text(code.Lines.Lines[i].Slice.AsSpan()).Text("\n");
        _html.Tag("</code></pre>\n");
    }

    private void Inlines(ContainerInline? container)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    _html.Text(literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    _html.Tag("<br>\n");
                    break;
                case HtmlEntityInline entity:
                    _html.Text(entity.Transcoded.AsSpan());
                    break;
                case CodeInline code:
                    _html.Tag("<code>").Text(code.Content).Tag("</code>");
                    break;
                case EmphasisInline emphasis:
                    _html.Tag(emphasis.DelimiterCount == 2 ? "<strong>" : "<em>");
                    Inlines(emphasis);
                    _html.Tag(emphasis.DelimiterCount == 2 ? "</strong>" : "</em>");
                    break;
                case AutolinkInline autolink:
                    Autolink(autolink);
                    break;
                case LinkInline link:
                    Link(link);
                    break;
                case ContainerInline other:
                    Inlines(other);
                    break;
            }
        }
    }

    private void Autolink(AutolinkInline link)
    {
        if (Open(link.IsEmail ? "mailto:" + link.Url : link.Url))
        {
            _html.Text(link.Url);
            Close();
        }
        else
        {
            _html.Text($"<{link.Url}>"); // as typed; it may be somebody's <std::vector>
        }
    }

    // A link or image without any text would be there and yet not be seen: it shows its address.
    private void Link(LinkInline link)
    {
        var seen = _html.Visible;
        var opened = !link.IsImage && MayRepeat(link) && Open(link.Url);
        Inlines(link);
        if (_html.Visible == seen)
            _html.Text(link.Url);
        if (opened)
            Close();
    }

    private bool MayRepeat(LinkInline link) =>
        link.Reference is null || (_repeated += link.Url?.Length ?? 0) <= MaxRepeated;

    private bool Open(string? url)
    {
        if (_inLink || LinkAddress.Safe(url) is not { } safe)
            return false;

        _html.Tag("<a href=\"").Attribute(safe).Tag("\" rel=\"nofollow ugc noopener\">");
        return _inLink = true;
    }

    private void Close()
    {
        _html.Tag("</a>");
        _inLink = false;
    }
}
