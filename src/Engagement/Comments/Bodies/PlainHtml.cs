namespace Engagement.Comments.Bodies;

/// <summary>Shows a text as it was typed: a paragraph up to each blank line, a break at each line end.</summary>
internal static class PlainHtml
{
    /// <summary>Any text; linear. White space only gives an empty string.</summary>
    public static string Write(string text)
    {
        var html = new HtmlText();
        var inParagraph = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                if (inParagraph)
                    html.Tag("</p>\n");
                inParagraph = false;
                continue;
            }

            html.Tag(inParagraph ? "<br>\n" : "<p>").Text(line.Trim());
            inParagraph = true;
        }

        if (inParagraph)
            html.Tag("</p>\n");
        return html.ToString();
    }
}
