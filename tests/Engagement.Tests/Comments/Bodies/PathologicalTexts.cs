using System.Text;

namespace Engagement.Tests.Comments.Bodies;

/// <summary>Texts that make Markdown parsers slow, each for any length: at most so many characters, and nearly so many.</summary>
internal static class PathologicalTexts
{
    public static IReadOnlyList<(string Name, Func<int, string> Make)> All { get; } =
    [
        // Depth of blocks
        ("quotes", n => Times(">", n)),
        ("spaced quotes", n => Times("> ", n)),
        ("quotes, then lines", n => Times("> ", n / 2) + "a\n" + Times("b\n", n / 2 - 2)),
        ("quotes, then blank lines", n => Halves("> ", "\n", n)),
        ("each line one quote deeper", n => Lines(i => new string('>', i) + "a", n)),
        ("quoted blank lines", n => Lines(_ => Times("> ", 64), n)),
        ("lists", n => Times("* a ", n)),
        ("numbered lists", n => Times("1. ", n)),
        ("nearly a thematic break", n => Times("- ", n - 1) + "a"),
        ("lists, then blank lines", n => Times("- ", n / 2) + "a" + Times("\n", n / 2 - 1)),
        ("each line one list deeper", n => Lines(i => new string(' ', 2 * i) + "- a", n)),
        ("quotes and lists", n => Times("> - 1. ", n)),
        ("tabbed lists", n => Lines(_ => Times("-\t", 64), n)),
        ("deep lists, each line", n => Lines(_ => Times("- ", 40) + "a", n)),

        // Many blocks
        ("items", n => Times("- a\n", n)),
        ("empty items", n => Times("-\n", n)),
        ("loose items", n => Times("- a\n\n", n)),
        ("lines", n => Times("a\n", n)),
        ("spaced lines", n => Times("a  \n", n)),
        ("blank lines", n => Times("\r\n", n - 1) + "a"),
        ("headings", n => Times("# a\n", n)),
        ("underlined", n => Times("a\n=\n", n)),
        ("thematic breaks", n => Times("- - -\n", n)),
        ("fences", n => Times("```\n", n)),
        ("open fences", n => Times("~~~ a\n", n)),
        ("indented", n => Times("\ta\n", n)),

        // Brackets
        ("opening brackets", n => Times("[", n)),
        ("opening images", n => Times("![", n)),
        ("nested brackets", n => Halves("[", "]", n)),
        ("closing brackets", n => Times("]", n)),
        ("bracket pairs", n => Times("[]\n", n)),
        ("open links", n => Times("[a](", n)),
        ("open link destinations", n => Times("[a](<b", n)),
        ("open link titles", n => Times("[a](b \"", n)),
        ("broken link titles", n => Times("[a](b 'c ", n)),
        ("open references", n => Times("[a][", n)),
        ("links in images", n => Times("[![](", n)),
        ("closing before opening", n => Times("]([\n", n)),
        ("nested links", n => Halves("[a_ ", "](x)", n)),
        ("parentheses in a link", n => "[a](" + Halves("(", ")", n - 5) + ")"),
        ("CDATA", n => Times("<![CDATA[", n)),

        // Emphasis
        ("opening stars", n => Times("*a ", n)),
        ("closing stars", n => Times("a** ", n)),
        ("stars within words", n => Times("a*b", n)),
        ("mixed signs", n => Times("*a_ ", n)),
        ("alternating signs", n => Times("_*", n)),
        ("one and two stars", n => Times("*a **a ", n)),
        ("three stars", n => Times("***a", n)),
        ("nested emphasis", n => Halves("*a ", "a* ", n)),
        ("nested strong", n => Halves("**a ", "a** ", n)),
        ("a long run", n => Times("*", n)),
        ("two long runs", n => Times("*", n / 2 - 1) + "a" + Times("*", n / 2 - 1)),
        ("escaped stars", n => Times("\\*", n)),
        ("stars, then brackets", n => Halves("*a ", "]", n)),
        ("stars in brackets", n => Halves("*[", "]*", n)),
        ("emphasis and links", n => Times("*a [b](http://c) ", n)),
        ("items of signs", n => Times("- *", n)),
        ("runs of three, lines of them", n => Lines(_ => Times("*a ", 380), n)),

        // Code, HTML, entities
        ("growing backticks", GrowingBackticks),
        ("backticks", n => Times("`x ``y ", n)),
        ("less-than", n => Times("<", n)),
        ("open tags", n => Times("<a b='", n)),
        ("closing tags", n => Times("</a ", n)),
        ("comments", n => Times("<!--", n)),
        ("instructions", n => Times("<?", n)),
        ("autolinks", n => Times("<a:", n)),
        ("whole autolinks", n => Times("<aa:b>", n)),
        ("mail autolinks", n => Times("<a@", n)),
        ("ampersands", n => Times("&", n)),
        ("entities", n => Times("&amp;", n)),
        ("backslashes", n => Times("\\", n)),

        // Definitions
        ("definitions", n => Times("[a]: b\n", n)),
        ("different definitions", n => Lines(i => $"[{i}]: b", n)),
        ("definitions in paragraphs", n => Lines(i => $"[{i}]: b\n", n)),
        ("broken definitions", n => Times("[a]: <b\n", n)),
        ("definitions with titles", n => Times("[a]: b\n'c\n", n)),
        ("opening brackets, lines of them", n => Times("[\n", n)),
        ("a long definition, often used", n => "[a]: http://a.b/" + Times("x", n / 2) + "\n\n" + Times("[a] ", n / 2 - 18)),
        ("a definition, often used", n => "[a]: http://a.b/" + Times("x", 480) + "\n\n" + Times("[a] ", n - 510)),
        ("a long escaped definition, often used", n => "[a]: http://a.b/" + Times("&amp;", n / 2) + "\n\n" + Times("[a] ", n / 2 - 18)),
        ("long labels", n => Times("[" + new string('a', 990) + "]", n)),

        // Bare addresses
        ("addresses", n => Times("http://a.b ", n)),
        ("schemes", n => Times("http://", n)),
        ("addresses that fail", n => Times("http://a..b/", n)),
        ("addresses that fail at their end", n => Times("http://a.b,/", n)),
        ("addresses in brackets", n => Times("[http://a.b ", n)),
        ("an address and parentheses", n => "http://a.b/" + Times(")", n - 11)),
        ("an address and entities", n => "http://a.b/" + Times("&a;", n - 11)),
        ("a long host", n => "http://" + Times("a.", n - 7)),

        // Characters
        ("a long word", n => Times("a", n)),
        ("spaces", n => "a" + Times(" ", n - 2) + "a"),
        ("combining marks", n => "a" + Times("\u0301", n - 1)),
        ("no-break spaces", n => Times("a\u00a0", n)),
        ("control characters", n => Times("\u0001", n)),
    ];

    private static string Times(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static string Halves(string first, string second, int length) => Times(first, length / 2) + Times(second, length / 2);

    private static string Lines(Func<int, string> line, int length)
    {
        var text = new StringBuilder();
        for (var i = 1; text.Length + line(i).Length < length; i++)
            text.Append(line(i)).Append('\n');
        return text.ToString();
    }

    private static string GrowingBackticks(int length)
    {
        var text = new StringBuilder();
        for (var i = 1; text.Length + i < length; i++)
            text.Append('`', i).Append('a');
        return text.ToString();
    }
}
