using System.Buffers;
using System.Text;

namespace Engagement.Comments.Bodies;

/// <summary>HTML in the making: markup as it is, text escaped (HTML, 13.3 "Escaping a string").</summary>
internal sealed class HtmlText
{
    private const string ControlCharacters =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014" +
        "\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f";

    private static readonly SearchValues<char> InText = SearchValues.Create("&\u00a0<>" + ControlCharacters);
    private static readonly SearchValues<char> InAttribute = SearchValues.Create("&\u00a0<>\"" + ControlCharacters);

    private readonly StringBuilder _html = new();

    /// <summary>Pieces of text so far that hold more than white space.</summary>
    public int Visible { get; private set; }

    /// <summary>Appends markup of ours.</summary>
    public HtmlText Tag(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <summary>Appends a line end unless one is there.</summary>
    public void NewLine()
    {
        if (_html.Length > 0 && _html[^1] != '\n')
            _html.Append('\n');
    }

    /// <summary>Appends text. Control characters, which HTML must not hold (13.2.3.5), become U+FFFD.</summary>
    public HtmlText Text(ReadOnlySpan<char> text)
    {
        if (!text.IsWhiteSpace())
            Visible++;
        return Escaped(text, InText);
    }

    /// <summary>Appends the value of an attribute in double quotes.</summary>
    public HtmlText Attribute(ReadOnlySpan<char> value) => Escaped(value, InAttribute);

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    private HtmlText Escaped(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        for (int i; (i = text.IndexOfAny(special)) >= 0; text = text[(i + 1)..])
        {
            _html.Append(text[..i]).Append(text[i] switch
            {
                '&' => "&amp;",
                '\u00a0' => "&nbsp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "\ufffd",
            });
        }

        _html.Append(text);
        return this;
    }
}
