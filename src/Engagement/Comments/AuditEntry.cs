using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>
/// One decision: append-only, written in the transaction that it tells of. Ids and codes, never bodies or names; the note
/// can be erased. The states of a comment can be rebuilt from its entries in the order of <see cref="Ordinal"/>.
/// </summary>
internal sealed class AuditEntry
{
    public const int MaxNoteLength = 500;

    public required long Id { get; init; }
    public required AuditAction Action { get; init; }

    /// <summary>Null if a rule or the clock acted.</summary>
    public long? ActorId { get; init; }

    /// <summary>The rule that acted, such as PREMODERATED.</summary>
    public string? Rule { get; init; }

    public long? ArticleId { get; init; }

    /// <summary>The comment, if it is about one.</summary>
    public long? Seq { get; init; }

    /// <summary>The reader acted upon, or the comment's author.</summary>
    public long? ReaderId { get; init; }

    public CommentState? FromState { get; init; }
    public CommentState? ToState { get; init; }
    public ReasonCode? Reason { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Note { get; set; }

    /// <summary>Counts the changes of one comment's state from 1; 0 for what changes none.</summary>
    public int Ordinal { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>What was decided.</summary>
internal enum AuditAction
{
    Hold = 1,
    Remove = 2,
    Restore = 3,
    Approve = 4,
    Delete = 5,
    Pin = 6,
    Unpin = 7,
    SetCommenting = 8,
    Ban = 9,
    Unban = 10,
}
