using System.Text.RegularExpressions;
using Engagement.Comments.Bodies;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

/// <summary>What comes out where a limit of the parser is reached: everything up to it, and further signs as typed.</summary>
public sealed partial class CommentHtmlLimitTests
{
    [Fact]
    public void Quotes_and_lists_nest_sixteen_deep()
    {
        var html = CommentHtml.Render(string.Concat(Enumerable.Repeat("> - ", 8)) + "a");
        Assert.Equal((8, 8), (Count(html, "<blockquote>"), Count(html, "<ul>")));
        Assert.Contains("<li>a</li>", html);

        html = CommentHtml.Render(string.Concat(Enumerable.Repeat("> - ", 8)) + "> - a");
        Assert.Equal((8, 8), (Count(html, "<blockquote>"), Count(html, "<ul>")));
        Assert.Contains("<li>&gt; - a</li>", html);
    }

    [Fact]
    public void After_a_deep_block_a_new_one_opens_again()
    {
        var html = CommentHtml.Render(string.Concat(Enumerable.Repeat("> ", 16)) + "a\n- b\n> c");
        Assert.Equal(17, Count(html, "<blockquote>"));
        Assert.Contains("<ul>\n<li>b</li>\n</ul>", html);
    }

    [Fact]
    public void A_paragraph_has_sixty_four_emphases()
    {
        var html = CommentHtml.Render(string.Concat(Enumerable.Repeat("*a* ", 64)) + "*b* [c](https://a.b)\n\n*d* [e](https://a.b)");
        Assert.Equal(65, Count(html, "<em>"));
        Assert.Contains("*b* [c](<a ", html);
        Assert.Contains("<em>d</em> <a href=\"https://a.b\" rel=\"nofollow ugc noopener\">e</a>", html);
    }

    [Fact]
    public void A_paragraph_survives_thirty_one_broken_links_and_not_thirty_two()
    {
        Assert.Contains(">t</a>", CommentHtml.Render(string.Concat(Enumerable.Repeat("[x](y z) ", 31)) + "[t](https://a.b)"));
        Assert.DoesNotContain(">t</a>", CommentHtml.Render(string.Concat(Enumerable.Repeat("[x](y z) ", 32)) + "[t](https://a.b)"));
    }

    [Fact]
    public void A_comment_defines_a_hundred_links_and_not_one_more()
    {
        Assert.Equal(1, Count(CommentHtml.Render(Definitions(100) + "\n[7]"), "</a>"));
        Assert.Contains("<br>\n[2]: ", CommentHtml.Render(Definitions(101) + "\n[7]"));
        Assert.Contains("[101]: ", CommentHtml.Render(Definitions(100) + "\n[101]: https://a.b\n\n[7]"));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void A_defined_address_has_up_to_five_hundred_characters(int length, bool linked)
    {
        var address = "https://a.b/".PadRight(length, 'x');
        Assert.Equal(linked ? 1 : 0, Count(CommentHtml.Render($"[t]\n\n[t]: {address}"), "</a>"));
        Assert.Equal(1, Count(CommentHtml.Render($"[t]({address})"), "</a>"));
    }

    [Fact]
    public void Defined_addresses_repeat_up_to_twenty_thousand_characters()
    {
        var address = "https://a.b/".PadRight(500, 'x');
        var html = CommentHtml.Render(string.Concat(Enumerable.Repeat("[t] ", 50)) + $"\n\n[t]: {address}");
        Assert.Equal(40, Count(html, "</a>"));
        Assert.Equal(50, Word().Count(html));
    }

    [Fact]
    public void A_text_above_the_limit_is_plain_paragraphs()
    {
        var html = CommentHtml.Render("*a*\nb\n\n\nc" + new string('d', CommentBody.MaxBytes));
        Assert.StartsWith("<p>*a*<br>\nb</p>\n<p>cddd", html);
    }

    private static string Definitions(int count) =>
        string.Concat(Enumerable.Range(1, count).Select(i => $"[{i}]: https://a.b/{i}\n"));

    private static int Count(string html, string part) => Regex.Count(html, Regex.Escape(part));

    [GeneratedRegex(@"\bt\b")]
    private static partial Regex Word();
}
