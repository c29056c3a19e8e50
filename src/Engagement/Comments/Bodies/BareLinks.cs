using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Engagement.Comments.Bodies;

/// <summary>
/// Makes links of addresses that stand in the text as they are: <c>http://</c> or <c>https://</c> not after a letter or
/// digit, a host with a dot, then up to white space or a sign that no address has. What ends a sentence or an emphasis
/// belongs to the text, and so does a closing parenthesis that was not opened within (GFM, 6.9 "Autolinks (extension)").
/// </summary>
internal sealed class BareLinks : InlineParser
{
    public BareLinks() => OpeningCharacters = ['h', 'H'];

    /// <inheritdoc/>
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        var host = LinkAddress.WebHost(text);
        if (host < 0 || char.IsLetterOrDigit(slice.PeekCharExtra(-1)))
            return false;

        // The host first, on its own: an address that fails is read again from the next one within it, and no host holds
        // another address, but a path does.
        while (host < text.Length && MayStand(text[host]) && text[host] is not ('/' or '?' or '#'))
            host++;
        var goesOn = host < text.Length && text[host] is '/' or '?' or '#';
        var address = goesOn ? text[..host] : WithoutEnd(text[..host]);
        if (!LinkAddress.HasDottedHost(address))
            return false;

        if (goesOn)
        {
            var length = host;
            while (length < text.Length && MayStand(text[length]))
                length++;
            address = WithoutEnd(text[..length]);
        }

        if (LinkAddress.Safe(address) is not { } safe)
            return false;

        processor.Inline = new LinkInline(safe, "") { IsAutoLink = true, IsClosed = true }
            .AppendChild(new LiteralInline(new StringSlice(slice.Text, slice.Start, slice.Start + address.Length - 1)) { IsClosed = true });
        slice.Start += address.Length;
        return true;
    }

    private static ReadOnlySpan<char> WithoutEnd(ReadOnlySpan<char> address)
    {
        // Counted once: a thousand closing parentheses cost a thousand steps.
        var unopened = address.Count(')') - address.Count('(');
        var length = address.Length;
        for (; length > 0; length--)
        {
            if (address[length - 1] is '?' or '!' or '.' or ',' or ':' or ';' or '*' or '_' or '~' or '\'')
                continue;
            if (address[length - 1] != ')' || unopened-- <= 0)
                break;
        }

        return address[..length];
    }

    // Quotation marks and dashes beyond ASCII end an address: people put them around it.
    private static bool MayStand(char c) => char.IsAscii(c)
        ? c > ' ' && c is not ('<' or '>' or '"' or '`' or '[' or ']' or '{' or '}' or '|' or '\\' or '^' or '\u007f')
        : !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsPunctuation(c);
}
