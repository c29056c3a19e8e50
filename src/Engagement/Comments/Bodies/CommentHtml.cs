using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace Engagement.Comments.Bodies;

/// <summary>
/// Shows a comment's Markdown as HTML that is safe to insert. CommonMark's paragraphs, emphasis, links, quotes, lists, code
/// and hard breaks; as comment systems do, a single line end is a break too, and a bare http or https address is a link.
/// Only <c>p, br, em, strong, a[href, rel], blockquote, ul, ol[start], li, code, pre</c> come out. Links go to http, https
/// and mailto with <c>rel="nofollow ugc noopener"</c>; any other link is its text. HTML is shown as it was typed, headings
/// as bold paragraphs, images as their description.
/// </summary>
internal static class CommentHtml
{
    // Immutable and thread-safe, as the class's doc comment says.
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    /// <summary>
    /// A pure function: the same text gives the same HTML. Linear in the text; what would make Markdig slower is text
    /// (<see cref="BlockDepth"/>, <see cref="BoundedParagraphs"/>, <see cref="OpenSigns"/>, <see cref="BoundedLinks"/>).
    /// Any string is taken; one above <see cref="CommentBody.MaxBytes"/> UTF-16 units becomes plain paragraphs.
    /// </summary>
    public static string Render(string body)
    {
        var html = body.Length <= CommentBody.MaxBytes ? CommentHtmlWriter.Write(Markdown.Parse(body, Pipeline)) : null;
        return SafeHtml.Clean(html ?? PlainHtml.Write(body));
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Replace<QuoteBlockParser>(new BoundedQuotes());
        builder.BlockParsers.Replace<ListBlockParser>(new BoundedLists());
        builder.BlockParsers.Replace<ParagraphBlockParser>(new BoundedParagraphs());
        builder.BlockParsers.TryRemove<HtmlBlockParser>();
        builder.InlineParsers.Replace<EmphasisInlineParser>(new BoundedEmphasis());
        builder.InlineParsers.Replace<LinkInlineParser>(new BoundedLinks());
        builder.InlineParsers.Replace<AutolinkInlineParser>(new AutolinkInlineParser(new AutolinkOptions { EnableHtmlParsing = false }));
        builder.InlineParsers.Add(new BareLinks());
        return builder.Build();
    }
}
