using Engagement.Comments.Bodies;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

public sealed class CommentHtmlTests
{
    private const string Rel = "rel=\"nofollow ugc noopener\"";

    [Theory]
    [InlineData("hello", "<p>hello</p>\n")]
    [InlineData("one\n\ntwo", "<p>one</p>\n<p>two</p>\n")]
    [InlineData("one\r\ntwo", "<p>one<br>\ntwo</p>\n")]
    [InlineData("one  \ntwo\\\nthree", "<p>one<br>\ntwo<br>\nthree</p>\n")]
    [InlineData("*a* _b_ **c** __d__ ***e***", "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em></p>\n")]
    [InlineData("snake_case_name 2*3*4", "<p>snake_case_name 2<em>3</em>4</p>\n")]
    [InlineData("what the ****! \\*not\\*", "<p>what the ****! *not*</p>\n")]
    [InlineData("****a****", "<p>****a****</p>\n")]
    [InlineData("`a < b` `` ` ``", "<p><code>a &lt; b</code> <code>`</code></p>\n")]
    [InlineData("> a\n> b\n\nc", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n<p>c</p>\n")]
    [InlineData("> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n")]
    [InlineData("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    [InlineData("- a\n  - b\n- c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n")]
    [InlineData("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n")]
    [InlineData("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n")]
    [InlineData("7) a", "<ol start=\"7\">\n<li>a</li>\n</ol>\n")]
    [InlineData("```js\nif (a < b)\n\n  c();\n```", "<pre><code>if (a &lt; b)\n\n  c();\n</code></pre>\n")]
    [InlineData("    indented\n      more", "<pre><code>indented\n  more\n</code></pre>\n")]
    [InlineData("&copy; &lt;b&gt; &#0;", "<p>© &lt;b&gt; \ufffd</p>\n")]
    [InlineData("caf\u00e9 \ud83d\ude00 e\u0301", "<p>caf\u00e9 \ud83d\ude00 e\u0301</p>\n")]
    public void CommonMark_is_shown(string body, string html) => Assert.Equal(html, CommentHtml.Render(body));

    [Theory]
    [InlineData("# Head *x*", "<p><strong>Head <em>x</em></strong></p>\n")]
    [InlineData("text\n---\nmore\n===", "<p>text<br>\n---<br>\nmore<br>\n===</p>\n")]
    [InlineData("* * *", "<p>* * *</p>\n")]
    [InlineData("![a *cat*](https://a.b/cat.png)", "<p>a <em>cat</em></p>\n")]
    [InlineData("<b>x</b><br>", "<p>&lt;b&gt;x&lt;/b&gt;&lt;br&gt;</p>\n")]
    [InlineData("<div>\n*x*\n</div>", "<p>&lt;div&gt;<br>\n<em>x</em><br>\n&lt;/div&gt;</p>\n")]
    [InlineData("<!-- x -->", "<p>&lt;!-- x --&gt;</p>\n")]
    [InlineData("~~s~~ | a | - [ ] t", "<p>~~s~~ | a | - [ ] t</p>\n")]
    [InlineData("a\u0001b&#7;c", "<p>a\ufffdb\ufffdc</p>\n")]
    public void What_has_no_element_is_shown_as_text(string body, string html) => Assert.Equal(html, CommentHtml.Render(body));

    [Theory]
    [InlineData("[t](https://a.b/?x=1&y=2 \"title\")", "https://a.b/?x=1&amp;y=2", "t")]
    [InlineData("[*t*](<http://a.b/c d>)", "http://a.b/c%20d", "<em>t</em>")]
    [InlineData("[t](mailto:a@b.c?subject=d)", "mailto:a@b.c?subject=d", "t")]
    [InlineData("[t](HTTPS://A.B)", "HTTPS://A.B", "t")]
    [InlineData("[t](http://[::1]:80/)", "http://[::1]:80/", "t")]
    [InlineData("[t](http://a.b/%zz\"')", "http://a.b/%zz%22'", "t")]
    [InlineData("[t](https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/\u0430)", "https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/%D0%B0", "t")]
    [InlineData("[t][1]\n\n[1]: https://a.b 'x'", "https://a.b", "t")]
    [InlineData("[T]\n\n[t]: https://a.b", "https://a.b", "T")]
    [InlineData("<https://a.b>", "https://a.b", "https://a.b")]
    [InlineData("<a@b.c>", "mailto:a@b.c", "a@b.c")]
    [InlineData("https://a.b/c_d_e", "https://a.b/c_d_e", "https://a.b/c_d_e")]
    [InlineData("http://a.b/?q=*&r=(s)", "http://a.b/?q=*&amp;r=(s)", "http://a.b/?q=*&amp;r=(s)")]
    [InlineData("[](https://a.b)", "https://a.b", "https://a.b")]
    [InlineData("[![](https://a.b)](https://c.d)", "https://c.d", "https://a.b")]
    [InlineData("[see https://a.b](https://c.d)", "https://c.d", "see https://a.b")]
    public void Web_and_mail_addresses_are_links(string body, string href, string text) =>
        Assert.Equal($"<p><a href=\"{href}\" {Rel}>{text}</a></p>\n", CommentHtml.Render(body));

    [Theory]
    [InlineData("See http://a.b.", "See ", ".")]
    [InlineData("(http://a.b)", "(", ")")]
    [InlineData("**http://a.b**", "<strong>", "</strong>")]
    [InlineData("\"http://a.b\"", "\"", "\"")]
    [InlineData("\u00abhttp://a.b\u00bb", "\u00ab", "\u00bb")]
    [InlineData("http://a.b, http", "", ", http")]
    [InlineData("http://a.b?!", "", "?!")]
    [InlineData("http://a.b<br>", "", "&lt;br&gt;")]
    public void A_bare_address_ends_where_the_sentence_goes_on(string body, string before, string after) =>
        Assert.Equal($"<p>{before}<a href=\"http://a.b\" {Rel}>http://a.b</a>{after}</p>\n", CommentHtml.Render(body));

    [Theory]
    [InlineData("[t](/path)", "t")]
    [InlineData("[t](//a.b)", "t")]
    [InlineData("[t](?q)", "t")]
    [InlineData("[t](#x)", "t")]
    [InlineData("[t](a.b)", "t")]
    [InlineData("[t]()", "t")]
    [InlineData("[t](https://bank.example:pw@a.b/)", "t")]
    [InlineData("[t](http:a.b)", "t")]
    [InlineData("[t](http://)", "t")]
    [InlineData("[t](<http://a b/>)", "t")]
    [InlineData("[t](ftp://a.b)", "t")]
    [InlineData("[t](mailto:)", "t")]
    [InlineData("<ftp://a.b>", "&lt;ftp://a.b&gt;")]
    [InlineData("<std::vector>", "&lt;std::vector&gt;")]
    [InlineData("http://localhost http:// xhttp://a.b", "http://localhost http:// xhttp://a.b")]
    [InlineData("www.a.b ftp://a.b a@b.c", "www.a.b ftp://a.b a@b.c")]
    public void Other_addresses_are_text(string body, string text) => Assert.Equal($"<p>{text}</p>\n", CommentHtml.Render(body));

    [Theory]
    [InlineData("[1]: https://a.b", "<p>[1]: https://a.b</p>\n")]
    [InlineData("&nbsp;", "<p>&amp;nbsp;</p>\n")]
    [InlineData(">\n\n-", "<p>&gt;</p>\n<p>-</p>\n")]
    public void A_body_of_which_nothing_would_be_seen_is_shown_as_typed(string body, string html) =>
        Assert.Equal(html, CommentHtml.Render(body));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void Nothing_gives_nothing(string body) => Assert.Equal("", CommentHtml.Render(body));
}
