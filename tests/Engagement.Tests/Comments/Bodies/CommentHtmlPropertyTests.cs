using CsCheck;
using Engagement.Comments.Bodies;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

public sealed class CommentHtmlPropertyTests
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (12, Gen.OneOf(
            "*", "_", "**", "***", "`", "``", "[", "]", "(", ")", "<", ">", "!", "![", "](", "\\", "|", "~~", "\"", "'", "#", "&",
            " ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "- ", "* ", "1. ", "7) ", "> ", "# ", "---", "===", "```", "~~~",
            "&amp;", "&lt;", "&#10;", "&Tab;", "&colon;", "&nbsp;", "[a]: ", "[a]", "[a][b]", "\0", "\u00a0", "\u200b", "\u202e")),
        (5, Gen.OneOf(
            "a", "word", "\u0430\u0431\u0432", "\ud83d\ude00", "e\u0301", "http://a.b", "https://a.b/c_d", "mailto:a@b.c", "javascript:", "data:",
            "<script>", "</script>", "<img src=x onerror=1>", "<!--", "<a@b.c>", "<https://a.b>", "<svg>", "onclick=", "<p>", "</p>", "<b")),
        (1, Gen.String));

    private static readonly Gen<string> Body = Piece.List[0, 120].Select(string.Concat);

    [Fact]
    public void Whatever_is_typed_only_the_allow_list_comes_out() => Body.Sample(body =>
    {
        var html = CommentHtml.Render(body);
        AllowList.Check(html);
        Assert.Equal(html, CommentHtml.Render(body));
        Assert.Equal(html, SafeHtml.Clean(html));
    }, iter: 5_000);

    [Fact]
    public void What_passes_the_door_never_shows_nothing() => Body.Sample(body =>
    {
        if (CommentBody.Check(body, 5_000) is null)
            Assert.NotEqual("", CommentHtml.Render(body).Trim());
    }, iter: 2_000);

    [Fact]
    public void Plain_words_come_out_as_they_went_in() => Gen.OneOf("some", "words", "\u0441\u043b\u043e\u0432\u0430", "\ud83d\ude00", "1", "e\u0301").List[1, 60].Sample(words =>
    {
        var text = "x " + string.Join(' ', words);
        Assert.Equal($"<p>{text}</p>\n", CommentHtml.Render(text));
    });

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        string[] bodies = [.. PathologicalTexts.All.Select(text => text.Make(1_000)), .. CommentHtmlSafetyTests.Attacks.Select(row => row.Data)];
        var alone = bodies.Select(CommentHtml.Render).ToArray();
        Parallel.For(0, bodies.Length * 8, i => Assert.Equal(alone[i % bodies.Length], CommentHtml.Render(bodies[i % bodies.Length])));
    }
}
