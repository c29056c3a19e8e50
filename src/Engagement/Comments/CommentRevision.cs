namespace Engagement.Comments;

/// <summary>A text that a comment had before an edit.</summary>
internal sealed class CommentRevision
{
    public required long ArticleId { get; init; }
    public required long Seq { get; init; }

    /// <summary>From 1, oldest first.</summary>
    public required int Number { get; init; }
    public required string Body { get; init; }

    /// <summary>When this text was written, UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
