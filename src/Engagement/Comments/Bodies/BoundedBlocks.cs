using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Engagement.Comments.Bodies;

// Markdig asks every open block again at every line and repeats the rest of a line for every marker in it, so time grows
// with text times depth: 2,500 bytes of "- " and 2,500 line ends take more than a minute. From the limit on, markers are
// text, and time is linear.

/// <summary>How deep quotes and lists may nest together.</summary>
internal static class BlockDepth
{
    /// <summary>Quotes and list items around one block; a further marker is shown as typed.</summary>
    public const int Max = 16;

    /// <summary>Whether a block that opens here would stand too deep.</summary>
    public static bool Reached(BlockProcessor processor)
    {
        var depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null; block = block.Parent)
        {
            // Blocks that do not go on in this line are still on the stack, marked as not open.
            if (block.IsOpen && block is QuoteBlock or ListItemBlock)
                depth++;
        }

        return depth >= Max;
    }
}

/// <summary>Quotes down to <see cref="BlockDepth.Max"/>.</summary>
internal sealed class BoundedQuotes : QuoteBlockParser
{
    /// <inheritdoc/>
    public override BlockState TryOpen(BlockProcessor processor) =>
        BlockDepth.Reached(processor) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>Lists down to <see cref="BlockDepth.Max"/>.</summary>
internal sealed class BoundedLists : ListBlockParser
{
    /// <inheritdoc/>
    public override BlockState TryOpen(BlockProcessor processor) =>
        BlockDepth.Reached(processor) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>
/// Paragraphs with a bounded number of link definitions (<c>[label]: address</c>) in them, and never a heading: a line of
/// dashes under a sentence is a line of dashes.
/// </summary>
internal sealed class BoundedParagraphs : ParagraphBlockParser
{
    /// <summary>Definitions in one text; a paragraph that may pass the limit is text altogether.</summary>
    public const int MaxDefinitions = 100;

    /// <summary>UTF-16 units of a defined address; links by a longer one are text. Each use unescapes it again.</summary>
    public const int MaxAddress = 500;

    public BoundedParagraphs() => ParseSetextHeadings = false;

    /// <inheritdoc/>
    public override bool Close(BlockProcessor processor, Block block)
    {
        var lines = ((ParagraphBlock)block).Lines;
        var candidates = Candidates(lines);
        if (candidates == 0)
            return CloseAsText((ParagraphBlock)block);

        var definitions = processor.Document.GetLinkReferenceDefinitions(addGroup: false);
        var known = definitions.Count;
        // Each definition copies the lines after it.
        if (known + candidates > MaxDefinitions)
            return CloseAsText((ParagraphBlock)block);

        var keep = base.Close(processor, block);
        foreach (var definition in definitions.Skip(known).Cast<LinkReferenceDefinition>())
        {
            definition.Title = null; // never shown
            if (definition.Url?.Length > MaxAddress)
                definition.Url = "";
        }

        return keep;
    }

    private static int Candidates(StringLineGroup lines)
    {
        var count = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines.Lines[i].Slice.AsSpan().TrimStart() is ['[', ..])
                count++;
        }

        return count;
    }

    // What the base does after it has looked for definitions.
    private static bool CloseAsText(ParagraphBlock paragraph)
    {
        for (var i = 0; i < paragraph.Lines.Count; i++)
            paragraph.Lines.Lines[i].Slice.TrimStart();
        if (paragraph.Lines.Count > 0)
            paragraph.Lines.Lines[paragraph.Lines.Count - 1].Slice.TrimEnd();
        return paragraph.Lines.Count > 0;
    }
}
