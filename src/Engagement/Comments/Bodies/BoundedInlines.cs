using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax.Inlines;

namespace Engagement.Comments.Bodies;

// Markdig nests everything after an unmatched *, _ or [ below it until the paragraph ends and walks down from the top for
// each further piece: quadratic. A paragraph that passes a limit here shows its further signs as typed, and time is linear.

/// <summary>How many emphasis signs and brackets of one paragraph may wait for their match.</summary>
internal static class OpenSigns
{
    /// <summary>Closing signs count too: Markdig matches them only at the paragraph's end. So 64 emphases in one.</summary>
    public const int Max = 128;

    /// <summary>Whether no further sign may be opened here.</summary>
    public static bool Reached(InlineProcessor processor)
    {
        var depth = 0;
        for (Inline? inline = processor.Inline; inline is not null && depth < Max; inline = inline.Parent)
        {
            if (inline is DelimiterInline)
                depth++;
        }

        return depth == Max;
    }
}

/// <summary>Emphasis by up to <see cref="OpenSigns.Max"/> signs a paragraph.</summary>
internal sealed class BoundedEmphasis : EmphasisInlineParser
{
    /// <summary>A longer run is text: each two more signs would be one more element around the same words.</summary>
    public const int MaxRun = 3;

    /// <inheritdoc/>
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var sign = slice.CurrentChar;
        var tooLong = slice.Length > MaxRun && !slice.AsSpan()[..(MaxRun + 1)].ContainsAnyExcept(sign);
        return !tooLong && !OpenSigns.Reached(processor) && base.Match(processor, ref slice);
    }
}

/// <summary>Links by up to <see cref="OpenSigns.Max"/> open brackets a paragraph.</summary>
internal sealed class BoundedLinks : LinkInlineParser
{
    /// <summary>
    /// So many times a paragraph may have <c>](</c> without a link after it. Each makes Markdig read up to the end of the
    /// paragraph; after the last, brackets are text.
    /// </summary>
    public const int MaxFailures = 32;

    /// <inheritdoc/>
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.CurrentChar != ']')
            return !OpenSigns.Reached(processor) && base.Match(processor, ref slice);
        if (slice.PeekChar() != '(')
            return base.Match(processor, ref slice);

        var failures = processor.GetParserState<Failures>(this);
        if (failures.Count == MaxFailures)
            return false;

        var matched = base.Match(processor, ref slice);
        // What was read was used only if the link ends with its parenthesis; it may be one by reference.
        if (!matched || slice.PeekCharExtra(-1) != ')')
            failures.Count++;
        return matched;
    }

    private sealed class Failures
    {
        public int Count { get; set; }
    }
}
