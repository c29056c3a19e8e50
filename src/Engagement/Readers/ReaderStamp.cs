namespace Engagement.Readers;

/// <summary>
/// That a reader's shown comments are to be stamped, article by article, because the reader looks different now. Written
/// in the transaction that changed the reader, moved on with each article, deleted at the end.
/// </summary>
internal sealed class ReaderStamp
{
    public required long ReaderId { get; init; }

    /// <summary>Articles with a smaller id are done.</summary>
    public long NextArticleId { get; set; }

    /// <summary>In that article, comments with a smaller number are done.</summary>
    public long NextSeq { get; set; }
}
