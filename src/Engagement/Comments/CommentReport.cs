using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>One reader's report of one comment.</summary>
internal sealed class CommentReport
{
    public const int MaxDetailsLength = 500;

    public required long ArticleId { get; init; }
    public required long Seq { get; init; }
    public required long ReaderId { get; init; }
    public required ReasonCode Reason { get; init; }

    /// <summary>At most 500 characters.</summary>
    public required string? Details { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When a moderator decided, UTC; null while it is open.</summary>
    public DateTime? ClosedAt { get; set; }
}
