namespace Engagement.Comments;

/// <summary>That a comment waits for a moderator. Short-lived: deleted by the decision.</summary>
internal sealed class QueueItem
{
    public required long ArticleId { get; init; }
    public required long Seq { get; init; }
    public required QueueKind Kind { get; init; }

    /// <summary>The comment's own time, by which moderators page.</summary>
    public required DateTime CommentCreatedAt { get; init; }
}

/// <summary>Why a comment waits.</summary>
internal enum QueueKind
{
    Held = 1,
    Reported = 2,
}
