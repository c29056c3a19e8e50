using Engagement.Comments.Bodies;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

public sealed class CommentHtmlSafetyTests
{
    public static TheoryData<string> Attacks { get; } =
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x]( javascript:alert(1) )",
        "[x](<javascript:alert(1)>)",
        "[x](<java\tscript:alert(1)>)",
        "[x](java&Tab;script:alert(1))",
        "[x](java&NewLine;script:alert(1))",
        "[x](&#x6A&#x61&#x76&#x61;script:alert(1))",
        "[x](&#106;&#97;&#118;&#97;script:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](javascript&#58;alert(1))",
        "[x](javascript&#x3a;alert(1))",
        "[x](\\javascript:alert(1))",
        "[x](javascript\\:alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x](&#32;javascript:alert(1))",
        "[x](\u0001javascript:alert(1))",
        "[x](\u00a0javascript:alert(1))",
        "[x](\u200bjavascript:alert(1))",
        "[x](%6aavascript:alert(1))",
        "[x](javascript://a.b/%0aalert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "[x](vbscript:msgbox(1))",
        "[x](file:///etc/passwd)",
        "[x](blob:https://a.b/1)",
        "[x](view-source:http://a.b)",
        "[x](intent://a#Intent;scheme=http;end)",
        "[x](http://a.b/\"onmouseover=\"alert(1))",
        "[x](http://a.b/'onmouseover='alert(1))",
        "[x](http://a.b/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;)",
        "[x](http://a.b/`onmouseover=alert(1)`)",
        "[x](http:\\\\a.b)",
        "[x](http://\\\\a.b)",
        "[x](https:&sol;&sol;a.b \"onclick=alert(1)\")",
        "[x](http://a.b 'x\" onmouseover=\"alert(1)')",
        "[x](mailto:\"onclick=alert(1)@a.b)",
        "![x](javascript:alert(1))",
        "![\" onerror=\"alert(1)](http://a.b)",
        "![x](x \"onerror=alert(1)\")",
        "[![x](javascript:1)](javascript:2)",
        "[a[b](javascript:1)](javascript:2)",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "[x][1]\n\n[1]: <java\nscript:alert(1)>",
        "[1]\n\n[1]: data:text/html,<script>alert(1)</script> \"onclick=alert(1)\"",
        "[<script>alert(1)</script>]\n\n[<script>alert(1)</script>]: https://a.b",
        "<javascript:alert(1)>",
        "<JAVASCRIPT:alert(1)>",
        "<data:text/html,x>",
        "<vbscript:msgbox(1)>",
        "<http://a.b/\"onclick=alert(1)>",
        "<a\"onclick=alert(1)@b.c>",
        "javascript:alert(1)",
        "http://a.b/\"onmouseover=\"alert(1)",
        "http://a.b/<script>alert(1)</script>",
        "http://javascript:alert(1)@a.b",
        "http://a.b/&quot;onclick=alert(1)",
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//a.b/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"x` `<script>alert(1)</script>\"` `>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<style>@import 'http://a.b/x.css';</style>",
        "<p style=\"background:url(javascript:alert(1))\">x</p>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<object data=javascript:alert(1)></object>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href='http://a.b' onclick='alert(1)'>x</a>",
        "<base href=javascript:/a//>",
        "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
        "<template><script>alert(1)</script></template>",
        "<textarea><script>alert(1)</script></textarea>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[><script>alert(1)</script>]]>",
        "<?xml-stylesheet href=\"javascript:alert(1)\"?>",
        "</p></blockquote></body><script>alert(1)</script>",
        "</code></pre><script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "&amp;lt;script&amp;gt;",
        "`<script>alert(1)</script>`",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "```\"><script>alert(1)</script>\nx\n```",
        "    <script>alert(1)</script>",
        "# <script>alert(1)</script>",
        "> <script>alert(1)</script>",
        "- <script>alert(1)</script>",
        "1. [x](javascript:alert(1))",
        "**[x](javascript:alert(1))**",
        "*<img src=x onerror=alert(1)>*",
        "[**<script>alert(1)</script>**](https://a.b)",
        "[`</a><script>alert(1)</script>`](https://a.b)",
        "<\0script>alert(1)</script>",
        "<scr\0ipt>alert(1)</scr\0ipt>",
        "\u2028<script>alert(1)</script>\u2029",
        "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
        "<a href=\"http://a.b\" target=_blank>x</a>",
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
        "\ud83d<script>alert(1)</script>\ude00",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_comes_out_as_allowed_elements_and_text(string body) => AllowList.Check(CommentHtml.Render(body));

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_text_on_the_plain_path_too(string body) =>
        AllowList.Check(CommentHtml.Render(body + new string(' ', CommentBody.MaxBytes) + body));

    // The sanitiser must hold alone: here it meets what the writer never makes.
    [Theory]
    [MemberData(nameof(Attacks))]
    [InlineData("<p onclick=alert(1)>x</p>")]
    [InlineData("<a href=\"java\tscript:alert(1)\" rel=x>x</a>")]
    [InlineData("<a href='http://a.b/\" onclick=\"alert(1)'>x</a>")]
    [InlineData("<a href=\"&#14; javascript:alert(1)\">x</a>")]
    [InlineData("<code><svg><p><style><g title=\"</style><img src onerror=alert(1)>\">")]
    public void The_sanitiser_alone_leaves_nothing_that_runs(string html)
    {
        var clean = SafeHtml.Clean(html);
        Assert.Equal(clean, SafeHtml.Clean(clean));
        Assert.DoesNotMatch("(?i)<(?!/?(p|br|em|strong|a|blockquote|ul|ol|li|code|pre)[ >])", clean);
        Assert.DoesNotMatch("(?i)<[^>]* (?!href=|rel=|start=)[a-z:]+=\"", clean);
        Assert.DoesNotMatch("(?i)href=\"\\s*(?!https?:|mailto:)[^\":/?#]*:", clean);
    }
}
